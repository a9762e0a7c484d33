using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>Tells of accounts whose owners have not finished their first steps after three, seven and fourteen days.</summary>
internal sealed class RemindOfOnboarding(IReadDb db, IRepository<User> users, ITransaction transaction, OrganisationDays days, TimeProvider time) : IScheduledTask
{
    private static readonly int[] Days = [3, 7, 14];

    public static string Name => "users.onboarding";

    public static string Schedule => "0 9 * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-Days[^1] - 1);
        var waiting = await db.Of<User>()
            .Where(user => user.OnboardingCompletedAt == null && user.Status == AccountStatus.Active && user.CreatedAt > since)
            .OrderBy(user => user.Id)
            .Select(user => new { user.Id, user.CreatedAt })
            .ToListAsync(cancellationToken);
        foreach (var account in waiting)
        {
            var waited = days.Today.DayNumber - days.DayOf(account.CreatedAt).DayNumber;
            if (Days.Contains(waited))
            {
                await Tell(account.Id, waited, cancellationToken);
            }
        }
    }

    private Task Tell(long accountId, int waited, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            // Whoever finished meanwhile is told of no more.
            var account = await users.Find(new UserById(accountId), cancellationToken);
            account?.OnboardingWaits(waited);
            return true;
        },
        cancellationToken);
}
