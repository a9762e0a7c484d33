using Microsoft.EntityFrameworkCore;
using PropOps.Application.BackgroundJobs;
using PropOps.Infrastructure.Idempotency;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Sync;

namespace PropOps.Infrastructure.Housekeeping;

/// <summary>
/// Deletes what has served its time: handled events, kept answers, ended lockouts, departures that nobody may ask for any
/// more.
/// </summary>
internal sealed class ExpiredRows(PropOpsDbContext db, StatementGate gate, TimeProvider time) : IScheduledTask
{
    /// <summary>Longer than any event could be told again.</summary>
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(7);

    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);
    private static readonly TimeSpan LockoutsKept = TimeSpan.FromDays(2);

    public static string Name => "system.expired_rows";

    public static string Schedule => "37 * * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var handledBefore = now - EventsKept;
        var answeredBefore = (now - AnswersKept).ToUnixTimeMilliseconds();
        var lockedBefore = (now - LockoutsKept).ToUnixTimeSeconds();
        var departedBefore = now - Departure.Kept;
        await Delete(db.Set<OutboxRow>().Where(row => row.DoneAt < handledBefore));

        // An inbox row goes after its event: without it the event, were it told again, would have its effect again.
        await Delete(db.Set<InboxRow>().Where(row => row.HandledAt < handledBefore && !db.Set<OutboxRow>().Any(told => told.EventId == row.EventId)));
        await Delete(db.Set<Departure>().Where(departure => departure.At < departedBefore));
        await Delete(db.Set<IdempotencyRow>().Where(row => row.CreatedAt < answeredBefore));
        await Delete(db.Set<SignInCounter>().Where(row => row.WindowStart < lockedBefore && row.LockedUntil < lockedBefore));

        // One statement after the other, so that on SQLite nobody waits for all of them.
        Task<int> Delete<T>(IQueryable<T> rows) => gate.Write(() => rows.ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
