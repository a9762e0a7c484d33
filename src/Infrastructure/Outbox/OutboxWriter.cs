using System.Text.Json;
using PropOps.Application.Activity;
using PropOps.Application.Events;
using PropOps.Application.Identity;
using PropOps.Application.Telemetry;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Outbox;

/// <summary>Turns what the aggregates of a transaction raised into outbox rows of the same transaction.</summary>
internal sealed class OutboxWriter(
    IEnumerable<IOutgoingEvents> modules,
    EventCatalogue catalogue,
    OutboxSignal signal,
    ICurrentUser currentUser,
    Origin origin,
    TimeProvider time)
{
    public async Task Collect(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var raised = db.ChangeTracker.Entries<IAggregate>().SelectMany(entry => entry.Entity.DomainEvents).ToList();
        foreach (var domainEvent in raised)
        {
            foreach (var module in modules)
            {
                if (await module.Translate(domainEvent, cancellationToken) is { } integrationEvent)
                {
                    db.Add(Row(integrationEvent));
                    signal.AfterCommit = true;
                }
            }
        }
    }

    private OutboxRow Row(IIntegrationEvent integrationEvent)
    {
        var type = catalogue.Of(integrationEvent);
        var now = time.GetUtcNow();
        var actor = currentUser.Actor;
        return new OutboxRow
        {
            EventId = Guid.CreateVersion7(now),
            Type = type.Name,
            EventVersion = type.Version,
            OccurredAt = now,
            Actor = JsonSerializer.Serialize(
                new EventActor(actor.AccountUuid is null ? "system" : "user", actor.AccountUuid, actor.AccountType?.ToString(), actor.ImpersonatedBy), EventCatalogue.Json),
            CorrelationId = origin.CorrelationId,
            ParentSpan = Signals.Parent,
            OrderingKey = integrationEvent.OrderingKey(),
            Depth = origin.Depth,
            Data = JsonSerializer.Serialize(integrationEvent, type.Clr, EventCatalogue.Json),
            DueAt = now,
        };
    }
}

/// <summary>Scoped: whether this transaction wrote events, and the bell that wakes the dispatcher of this process.</summary>
internal sealed class OutboxSignal(OutboxBell bell)
{
    public bool AfterCommit { get; set; }

    public void Committed()
    {
        if (AfterCommit)
        {
            bell.Ring();
            AfterCommit = false;
        }
    }
}

/// <summary>Wakes the dispatcher at once for what this process committed; what other nodes committed it finds by polling.</summary>
internal sealed class OutboxBell : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0, 1);

    public void Ring()
    {
        try
        {
            _bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung already, and not yet heard.
        }
    }

    public Task Wait(TimeSpan atMost, CancellationToken cancellationToken) => _bell.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _bell.Dispose();
}
