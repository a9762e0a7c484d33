using PropOps.Domain.Kernel;

namespace PropOps.Notifications.Domain.Deliveries;

/// <summary>
/// One message to one recipient over one channel: the record behind every channel. It is written with the event that asks
/// for it; a worker takes it by lease, and only the holder of the lease may finish it. A final state is never left.
/// </summary>
public sealed class Delivery : AggregateRoot
{
    private Delivery()
    {
    }

    public Delivery(NewDelivery delivery, DateTimeOffset at)
    {
        Channel = delivery.Channel;
        EventType = delivery.EventType;
        SourceEventId = delivery.SourceEventId;
        RecipientUuid = delivery.RecipientUuid;
        Address = delivery.Address;
        TemplateKey = delivery.TemplateKey;
        Variables = delivery.Variables;
        JobUuid = delivery.JobUuid;
        IdempotencyKey = delivery.IdempotencyKey;
        NextAttemptAt = at;
        Created(at);
    }

    public DeliveryChannel Channel { get; private set; }

    /// <summary>The notification type.</summary>
    public string EventType { get; private set; } = "";

    public Guid SourceEventId { get; private set; }

    public Guid? RecipientUuid { get; private set; }

    /// <summary>Mail address, number or endpoint; encrypted at rest.</summary>
    public string Address { get; private set; } = "";

    public string TemplateKey { get; private set; } = "";

    /// <summary>What the template may use, as JSON; encrypted at rest.</summary>
    public string Variables { get; private set; } = "{}";

    /// <summary>What was sent; encrypted at rest.</summary>
    public string? Body { get; private set; }

    public Guid? JobUuid { get; private set; }

    public DeliveryStatus Status { get; private set; } = DeliveryStatus.Queued;

    public int Attempts { get; private set; }

    public DateTimeOffset? NextAttemptAt { get; private set; }

    public string? LeaseOwner { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>What the peer knows the message by.</summary>
    public string? PeerId { get; private set; }

    /// <summary>The peer's last answer, at most 500 characters.</summary>
    public string? PeerMessage { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Event, type, recipient and channel; unique, so that an event told twice writes nothing twice.</summary>
    public string IdempotencyKey { get; private set; } = "";

    public void Sent(string peerId, string body, DateTimeOffset at)
    {
        (Status, PeerId, Body, SentAt) = (DeliveryStatus.Sent, peerId, body, at);
        Finish(at);
    }

    /// <summary>Tries again later, or gives up after the last of the delays.</summary>
    public void Failed(string answer, IReadOnlyList<TimeSpan> retryDelays, DateTimeOffset at)
    {
        PeerMessage = answer.Length > 500 ? answer[..500] : answer;
        if (Attempts <= retryDelays.Count)
        {
            NextAttemptAt = at + retryDelays[Attempts - 1];
            (LeaseOwner, LeaseUntil) = (null, null);
            Changed(at);
        }
        else
        {
            Status = DeliveryStatus.Failed;
            Finish(at);
        }
    }

    private void Finish(DateTimeOffset at)
    {
        (NextAttemptAt, LeaseOwner, LeaseUntil) = (null, null, null);
        Changed(at);
    }
}

public enum DeliveryChannel
{
    Email,
}

public enum DeliveryStatus
{
    Queued,
    Sent,
    Failed,
}

/// <summary>What a new delivery is made of.</summary>
public sealed record NewDelivery(
    DeliveryChannel Channel, string EventType, Guid SourceEventId, Guid? RecipientUuid, string Address, string TemplateKey, string Variables, Guid? JobUuid, string IdempotencyKey);
