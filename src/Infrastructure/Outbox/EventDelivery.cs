using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.Events;
using PropOps.Application.Persistence;
using PropOps.Application.Telemetry;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Telemetry;
using Span = System.Diagnostics.Activity;

namespace PropOps.Infrastructure.Outbox;

/// <summary>
/// Events that were claimed together, to all their handlers: each in a scope and a transaction of its own, together with its
/// inbox row. That an event is done is written for all of them at the end; until then its inbox rows say so.
/// </summary>
internal sealed partial class EventDelivery(
    IServiceScopeFactory scopes,
    PropOpsDbContext db,
    EventCatalogue catalogue,
    WriteGate gate,
    TimeProvider time,
    ILogger<EventDelivery> logger)
{
    /// <summary>How long to wait after each failure; after the last one the event is dead for that handler.</summary>
    internal static readonly TimeSpan[] RetryDelays =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(4),
    ];

    private static readonly Histogram<double> Lag = Signals.Seconds("propops.outbox.lag", "From an event to the end of its handling");
    private static readonly TimeSpan BlockedPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan UnknownPause = TimeSpan.FromMinutes(1);

    private readonly List<OutboxRow> _done = [];
    private HashSet<string> _sharedKeys = [];
    private string _owner = "";

    /// <param name="claimed">all of them, before the first is delivered.</param>
    public async Task Begin(IReadOnlyList<OutboxRow> claimed, string owner, CancellationToken cancellationToken)
    {
        _owner = owner;
        var keys = claimed.Select(row => row.OrderingKey).Distinct().ToList();
        _sharedKeys = await db.Set<OutboxRow>().Where(row => keys.Contains(row.OrderingKey) && row.DoneAt == null)
            .GroupBy(row => row.OrderingKey).Where(ofOneKey => ofOneKey.Count() > 1).Select(ofOneKey => ofOneKey.Key)
            .ToHashSetAsync(cancellationToken);
    }

    /// <summary>Whatever came between: what was handled is done.</summary>
    public async Task End()
    {
        if (_done.Count == 0)
        {
            return;
        }

        var (now, until) = (time.GetUtcNow(), _done[0].LeaseUntil);
        var sequences = _done.ConvertAll(row => row.Sequence);
        using (await gate.Enter(CancellationToken.None))
        {
            await db.Set<OutboxRow>().Where(row => sequences.Contains(row.Sequence) && row.LeaseOwner == _owner && row.LeaseUntil == until && row.DoneAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DoneAt, now).SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null), CancellationToken.None);
        }
    }

    /// <param name="isNew">nobody claimed it before, so that no handler has dealt with it yet.</param>
    public async Task Deliver(OutboxRow row, bool isNew, CancellationToken cancellationToken)
    {
        if (catalogue.Find(row.Type, row.EventVersion) is not { } type)
        {
            await Postpone(row, time.GetUtcNow() + UnknownPause, cancellationToken);
            return;
        }

        var handled = isNew ? [] : await db.Set<InboxRow>().Where(entry => entry.EventId == row.EventId).Select(entry => entry.Handler).ToListAsync(cancellationToken);
        var failures = isNew ? [] : await db.Set<FailedHandlingRow>().AsNoTracking().Where(failed => failed.EventId == row.EventId).ToListAsync(cancellationToken);
        DateTimeOffset? next = null;
        foreach (var handler in type.Handlers.Where(handler => !handled.Contains(handler.Name)))
        {
            var again = await Try(row, type, handler, failures.Find(failed => failed.Handler == handler.Name), cancellationToken);
            next = again is null ? next : again < next || next is null ? again : next;
        }

        if (next is { } due)
        {
            await Postpone(row, due, cancellationToken);
        }
        else if (failures.Count > 0)
        {
            await FinishLate(row, cancellationToken);
        }
        else
        {
            _done.Add(row);
        }
    }

    /// <returns>when to try again; null once the handler has dealt with the event.</returns>
    private async Task<DateTimeOffset?> Try(OutboxRow row, EventType type, EventHandlerType handler, FailedHandlingRow? failure, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (failure?.DeadAt is not null)
        {
            return DateTimeOffset.MaxValue;
        }

        if (failure?.NextAttemptAt > now)
        {
            return failure.NextAttemptAt;
        }

        if (_sharedKeys.Contains(row.OrderingKey) && await BlockedUntil(row, handler, cancellationToken) is { } blockedUntil)
        {
            return blockedUntil > now + BlockedPause ? blockedUntil : now + BlockedPause;
        }

        using var span = Signals.StartLater($"event {row.Type}", row.ParentSpan);
        span?.SetTag("propops.handler", handler.Name).SetTag("propops.correlation_id", row.CorrelationId);
        using var logScope = CorrelationScope.Begin(logger, row.CorrelationId);
        try
        {
            await Handle(row, type, handler, cancellationToken);
            Tell(row, handler, span, "handled");
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            Tell(row, handler, span, "failed");
            LogHandlerFailed(logger, Unforeseen.Describe(exception), handler.Name, row.Type, row.EventId);
            return await Remember(row, handler, exception, cancellationToken);
        }
    }

    private void Tell(OutboxRow row, EventHandlerType handler, Span? span, string outcome)
    {
        Lag.Record(
            (time.GetUtcNow() - row.OccurredAt).TotalSeconds,
            Signals.Label("propops.event", row.Type), Signals.Label("propops.handler", handler.Name), Signals.Label("propops.outcome", outcome));
        span?.SetTag("propops.outcome", outcome);
        span?.SetStatus(outcome == "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    }

    /// <summary>An earlier event of the same key that this handler has not dealt with yet holds it back.</summary>
    private async Task<DateTimeOffset?> BlockedUntil(OutboxRow row, EventHandlerType handler, CancellationToken cancellationToken)
    {
        var earlier = await db.Set<OutboxRow>().AsNoTracking()
            .Where(other => other.OrderingKey == row.OrderingKey && other.Sequence < row.Sequence && other.DoneAt == null)
            .Where(other => !db.Set<InboxRow>().Any(entry => entry.EventId == other.EventId && entry.Handler == handler.Name))
            .Select(other => new { other.Type, other.EventVersion, other.DueAt })
            .ToListAsync(cancellationToken);
        return earlier
            .Where(other => catalogue.Find(other.Type, other.EventVersion)?.Handlers.Contains(handler) != false)
            .Max(other => (DateTimeOffset?)other.DueAt);
    }

    private async Task Handle(OutboxRow row, EventType type, EventHandlerType handler, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var origin = services.GetRequiredService<Origin>();
        (origin.CorrelationId, origin.Depth) = (row.CorrelationId, row.Depth + 1);

        var integrationEvent = (IIntegrationEvent)JsonSerializer.Deserialize(row.Data, type.Clr, EventCatalogue.Json)!;
        var envelope = new EventEnvelope(
            row.EventId, row.Type, row.EventVersion, row.OccurredAt,
            JsonSerializer.Deserialize<EventActor>(row.Actor, EventCatalogue.Json)!,
            row.CorrelationId, row.OrderingKey, row.Sequence, row.Depth);
        await services.GetRequiredService<ITransaction>().Run(
            async () =>
            {
                services.GetRequiredService<PropOpsDbContext>().Add(
                    new InboxRow { EventId = row.EventId, Handler = handler.Name, HandledAt = time.GetUtcNow() });
                await EventInvoker.For(type.Clr).Invoke(services, handler.Clr, integrationEvent, envelope, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    private async Task<DateTimeOffset> Remember(OutboxRow row, EventHandlerType handler, Exception exception, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        using (await gate.Enter(cancellationToken))
        {
            var failure = await own.Set<FailedHandlingRow>().FindAsync([row.EventId, handler.Name], cancellationToken);
            if (failure is null)
            {
                failure = new FailedHandlingRow { EventId = row.EventId, Handler = handler.Name };
                own.Add(failure);
            }

            var now = time.GetUtcNow();
            var text = Unforeseen.Describe(exception);
            failure.Error = text.Length > 2000 ? text[..2000] : text;
            if (failure.Attempts < RetryDelays.Length)
            {
                failure.NextAttemptAt = now + RetryDelays[failure.Attempts];
            }
            else
            {
                failure.DeadAt = now;
            }

            failure.Attempts++;
            await own.SaveChangesAsync(cancellationToken);
            return failure.DeadAt is null ? failure.NextAttemptAt : DateTimeOffset.MaxValue;
        }
    }

    /// <summary>What waited for it is due at once.</summary>
    private async Task FinishLate(OutboxRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using (await gate.Enter(cancellationToken))
        {
            // All or nothing: once the event is done, nobody would come back to wake what waits behind it.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await Held(row).ExecuteUpdateAsync(set => set.SetProperty(held => held.DoneAt, now).SetProperty(held => held.LeaseUntil, (DateTimeOffset?)null), cancellationToken);
            await db.Set<FailedHandlingRow>().Where(failed => failed.EventId == row.EventId).ExecuteDeleteAsync(cancellationToken);
            await db.Set<OutboxRow>().Where(later => later.OrderingKey == row.OrderingKey && later.DoneAt == null && later.DueAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(later => later.DueAt, now), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task Postpone(OutboxRow row, DateTimeOffset due, CancellationToken cancellationToken)
    {
        using (await gate.Enter(cancellationToken))
        {
            await Held(row).ExecuteUpdateAsync(
                set => set.SetProperty(held => held.DueAt, due).SetProperty(held => held.LeaseUntil, (DateTimeOffset?)null), cancellationToken);
        }
    }

    private IQueryable<OutboxRow> Held(OutboxRow row) =>
        db.Set<OutboxRow>().Where(held => held.Sequence == row.Sequence && held.LeaseOwner == _owner && held.LeaseUntil == row.LeaseUntil && held.DoneAt == null);

    [LoggerMessage(LogLevel.Warning, "{Handler} failed on {EventType} {EventId}: {What}")]
    private static partial void LogHandlerFailed(ILogger logger, string what, string handler, string eventType, Guid eventId);
}
