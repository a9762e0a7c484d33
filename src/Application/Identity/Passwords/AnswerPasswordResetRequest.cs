using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;

namespace PropOps.Application.Identity.Passwords;

/// <summary>Looks whether there is an account that may sign in with the address that was given, and mails it a link.</summary>
internal sealed class AnswerPasswordResetRequest(
    IRepository<PasswordResetRequest> requests, IRepository<User> users, PasswordResetLinks links, PortalAccess portal, ITransaction transaction, TimeProvider time) : IRowJob
{
    public static string Queue => "email";

    public Task Run(long rowId, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            var request = await requests.Find(new PasswordResetRequestById(rowId), cancellationToken);
            if (request is not { AnsweredAt: null })
            {
                return false;
            }

            request.Answered(time.GetUtcNow());
            if (await users.Find(new UserByEmailToken(request.EmailToken), cancellationToken) is { MaySignIn: true } user && portal.LetsIn(user.AccountType))
            {
                await links.Send(user, cancellationToken);
            }

            return true;
        },
        cancellationToken);
}

/// <summary>Queues what was asked for and not answered: after a crash between commit and queue, or where the job storage forgot.</summary>
internal sealed class TakeUpPasswordResetRequests(IRepository<PasswordResetRequest> requests, IBackgroundJobs backgroundJobs, TimeProvider time) : IScheduledTask
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static string Name => "auth.password_resets";

    public static string Schedule => "* * * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        foreach (var request in await requests.List(new UnansweredPasswordResetRequests(time.GetUtcNow() - Patience), cancellationToken))
        {
            backgroundJobs.Enqueue<AnswerPasswordResetRequest>(request.Id);
        }
    }
}
