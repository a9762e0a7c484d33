using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Identity.SecondFactors;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Housekeeping;

/// <summary>
/// Deletes what let somebody in and does so no more: ended sessions and tokens, browsers that are remembered or trusted no
/// longer, used and expired links and codes, networks and devices that nobody came from lately, used CSRF tokens.
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
        var usedBefore = now - SignInMemory.Lasts;

        // That nobody acts as an account any longer must be told first.
        await Delete(db.Set<Session>().Where(session =>
            (session.EndedAt < endedBefore || session.ExpiresAt < endedBefore || (session.IdleMinutes != null && session.LastActiveAt < endedBefore))
            && (session.Kind != SessionKind.Acting || session.EndIsTold)));

        // Their used tokens go with them: sent again they open nothing, and there is nothing left that a thief could have shared.
        await Delete(db.Set<RememberedBrowser>().Where(browser => browser.EndedAt < sentBefore || browser.ExpiresAt < sentBefore));
        await Delete(db.Set<TrustedDevice>().Where(device => device.ExpiresAt < now));
        await Delete(db.Set<OneTimeLink>().Where(link => link.ExpiresAt < sentBefore || link.EndedAt < sentBefore));
        await Delete(db.Set<OneTimeCode>().Where(code => code.CreatedAt < sentBefore));
        await Delete(db.Set<PasswordResetRequest>().Where(request => request.CreatedAt < sentBefore));
        await Delete(db.Set<KnownNetwork>().Where(network => network.LastUsedAt < usedBefore));
        await Delete(db.Set<SignInAddress>().Where(address => address.LastUsedAt < usedBefore));
        await Delete(db.Set<SignInDevice>().Where(device => device.LastUsedAt < usedBefore));
        await Delete(db.Set<UsedNonce>().Where(row => row.ExpiresAt < now));

        // One statement after the other, so that on SQLite nobody waits for all of them.
        Task<int> Delete<T>(IQueryable<T> rows) => gate.Write(() => rows.ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
