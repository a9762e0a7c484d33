using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Housekeeping;

/// <summary>
/// Deletes what let somebody in and does so no more: ended sessions and tokens, used and expired links and codes, networks
/// that nobody came from lately, used CSRF tokens.
/// </summary>
internal sealed class CleanUpSessions(PropOpsDbContext db, StatementGate gate, TimeProvider time) : IScheduledTask
{
    /// <summary>Ended ones are still shown to their owner.</summary>
    private static readonly TimeSpan SessionsKept = TimeSpan.FromDays(30);

    /// <summary>Longer than anything is counted by them.</summary>
    private static readonly TimeSpan SecretsKept = TimeSpan.FromDays(1);

    public static string Name => "sessions.cleanup";

    public static string Schedule => "7 * * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var endedBefore = now - SessionsKept;
        var sentBefore = now - SecretsKept;
        var usedBefore = now - KnownNetwork.Kept;
        await Delete(db.Set<Session>().Where(session =>
            session.EndedAt < endedBefore || session.ExpiresAt < endedBefore || (session.IdleMinutes != null && session.LastActiveAt < endedBefore)));
        await Delete(db.Set<OneTimeLink>().Where(link => link.ExpiresAt < sentBefore));
        await Delete(db.Set<OneTimeCode>().Where(code => code.CreatedAt < sentBefore));
        await Delete(db.Set<PasswordResetRequest>().Where(request => request.CreatedAt < sentBefore));
        await Delete(db.Set<KnownNetwork>().Where(network => network.LastUsedAt < usedBefore));
        await Delete(db.Set<SignInAddress>().Where(address => address.LastUsedAt < usedBefore));
        await Delete(db.Set<UsedNonce>().Where(row => row.ExpiresAt < now));

        // One statement after the other, so that on SQLite nobody waits for all of them.
        Task<int> Delete<T>(IQueryable<T> rows) => gate.Write(() => rows.ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
