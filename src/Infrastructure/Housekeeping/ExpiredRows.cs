using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Infrastructure.Idempotency;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Sync;

namespace PropOps.Infrastructure.Housekeeping;

/// <summary>
/// Deletes, once an hour, what has served its time: handled events, kept answers, ended lockouts, departures that
/// nobody may ask for any more. Deleting twice harms nothing, so every node does it.
/// </summary>
internal sealed partial class ExpiredRows(IServiceScopeFactory scopes, WriteGate gate, TimeProvider time, ILogger<ExpiredRows> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Longer than any event could be told again.</summary>
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(7);

    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);
    private static readonly TimeSpan LockoutsKept = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Delete(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, Unforeseen.Describe(exception));
            }
        }
    }

    internal async Task Delete(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var now = time.GetUtcNow();
        var handledBefore = now - EventsKept;
        var answeredBefore = (now - AnswersKept).ToUnixTimeMilliseconds();
        var lockedBefore = (now - LockoutsKept).ToUnixTimeSeconds();
        var departedBefore = now - Departure.Kept;
        await Delete(db.Set<OutboxRow>().Where(row => row.DoneAt < handledBefore), cancellationToken);

        // An inbox row goes after its event: without it the event, were it told again, would have its effect again.
        await Delete(db.Set<InboxRow>().Where(row => row.HandledAt < handledBefore && !db.Set<OutboxRow>().Any(told => told.EventId == row.EventId)), cancellationToken);
        await Delete(db.Set<Departure>().Where(departure => departure.At < departedBefore), cancellationToken);
        await Delete(db.Set<IdempotencyRow>().Where(row => row.CreatedAt < answeredBefore), cancellationToken);
        await Delete(db.Set<SignInCounter>().Where(row => row.WindowStart < lockedBefore && row.LockedUntil < lockedBefore), cancellationToken);
    }

    // One statement after the other, so that on SQLite nobody waits for all of them.
    private async Task Delete<T>(IQueryable<T> rows, CancellationToken cancellationToken)
    {
        using (await gate.Enter(cancellationToken))
        {
            await rows.ExecuteDeleteAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Expired rows could not be deleted: {What}")]
    private static partial void LogFailed(ILogger logger, string what);
}
