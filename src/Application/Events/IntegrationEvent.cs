namespace PropOps.Application.Events;

/// <summary>
/// A public fact that one module tells the others; webhooks and n8n see the same. The record is the payload (data), flat,
/// in snake_case; everything around it is the <see cref="EventEnvelope"/>.
/// </summary>
public interface IIntegrationEvent
{
    /// <summary>Events of one key are handled in order, e.g. <c>job:{uuid}</c>.</summary>
    string OrderingKey();
}

/// <summary>The published name and version of an integration event; it is stored by these, never by its CLR name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class IntegrationEventAttribute(string name, int version = 1) : Attribute
{
    public string Name { get; } = name;

    public int Version { get; } = version;
}

/// <summary>What stands around every event, identical for each receiver, handler and retry.</summary>
public sealed record EventEnvelope(
    Guid Id,
    string Type,
    int Version,
    DateTimeOffset Timestamp,
    EventActor Actor,
    string CorrelationId,
    string OrderingKey,
    long Sequence,
    int Depth);

/// <summary>Who caused it; no name.</summary>
public sealed record EventActor(string Kind, Guid? Uuid, string? AccountType, Guid? ImpersonatedBy = null);

/// <summary>
/// Reacts to an event in a transaction of its own, together with the mark that it did: at least once delivered, once
/// effective. Slow and outside work is not done here, but queued.
/// </summary>
public interface IIntegrationEventHandler<in TEvent>
    where TEvent : IIntegrationEvent
{
    Task Handle(TEvent integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken);
}

/// <summary>One module's switch: which of its domain events leave the house, and as what. Nothing else publishes.</summary>
public interface IOutgoingEvents
{
    /// <returns>the event as the others see it; null where it stays inside, or belongs to another module.</returns>
    ValueTask<IIntegrationEvent?> Translate(Domain.Kernel.IDomainEvent domainEvent, CancellationToken cancellationToken);
}
