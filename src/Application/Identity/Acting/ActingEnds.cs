using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Acting;

/// <summary>Tells, once, that nobody acts as an account any longer.</summary>
public sealed class ActingEnd(IRepository<User> users, ISecurityLog securityLog)
{
    /// <param name="session">loaded in the running transaction.</param>
    public async Task Tell(Session session, CancellationToken cancellationToken)
    {
        if (session.TellEnd())
        {
            (await users.Find(new UserById(session.UserId), cancellationToken))!.ActedAs(until: null, reason: null);
            securityLog.Add(new SecurityNote(SecurityEventType.ImpersonationEnded, session.UserId));
        }
    }
}

/// <summary>Finds those that ran out, or that somebody else ended.</summary>
internal sealed class ActingEndsTask(IReadDb db, ISessions sessions, ActingEnd end, ITransaction transaction, TimeProvider time) : IScheduledTask
{
    public static string Name => "users.impersonation";

    public static string Schedule => "* * * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var over = await db.Of<Session>()
            .Where(session => session.Kind == SessionKind.Acting && !session.EndIsTold && (session.EndedAt != null || session.ExpiresAt <= now))
            .Select(session => session.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in over)
        {
            await transaction.Run(
                async () =>
                {
                    await end.Tell((await sessions.Find(id, cancellationToken))!, cancellationToken);
                    return true;
                },
                cancellationToken);
        }
    }
}
