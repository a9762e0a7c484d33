using PropOps.Domain.Kernel;

namespace PropOps.Notifications.Domain.Deliveries;

/// <summary>
/// One message to one recipient over one channel: the record behind every channel. It is written with the event that asks
/// for it; a worker takes it by lease, and only the holder of the lease may finish it. A final state is never left.
/// </summary>
public sealed class Delivery : AggregateRoot
{
    private const int LongestAnswer = 500;

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
        Secrets = delivery.Secrets?.Variables;
        SecretsExpireAt = delivery.Secrets?.ExpireAt;
        JobUuid = delivery.JobUuid;
        IdempotencyKey = delivery.IdempotencyKey;
        NextAttemptAt = at;
        Created(at);
    }

    public DeliveryChannel Channel { get; private set; }

    /// <summary>The notification type; null where no event asked for it.</summary>
    public string? EventType { get; private set; }

    public Guid? SourceEventId { get; private set; }

    public Guid? RecipientUuid { get; private set; }

    /// <summary>Mail address, number or endpoint; encrypted at rest.</summary>
    public string Address { get; private set; } = "";

    public string TemplateKey { get; private set; } = "";

    /// <summary>What the template may use, as JSON; encrypted at rest.</summary>
    public string Variables { get; private set; } = "{}";

    /// <summary>Codes and one-time links that the template may use besides, as JSON; encrypted at rest, and gone with the last attempt.</summary>
    public string? Secrets { get; private set; }

    /// <summary>From then on they are of no use to anybody, and the mail is not sent. Set where it carries any, and kept when they are gone.</summary>
    public DateTimeOffset? SecretsExpireAt { get; private set; }

    public bool CarriesSecrets => SecretsExpireAt is not null;

    /// <summary>What was sent; encrypted at rest. Of a mail with secrets nothing is kept.</summary>
    public string? Body { get; private set; }

    public Guid? JobUuid { get; private set; }

    public DeliveryStatus Status { get; private set; } = DeliveryStatus.Queued;

    public int Attempts { get; private set; }

    public DateTimeOffset? NextAttemptAt { get; private set; }

    public string? LeaseOwner { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>What the peer knows the message by.</summary>
    public string? PeerId { get; private set; }

    /// <summary>The code of the peer's last answer; null where it gave none.</summary>
    public string? PeerCode { get; private set; }

    /// <summary>The peer's last answer in its own words, at most 500 characters; encrypted at rest, since it may name the recipient.</summary>
    public string? PeerMessage { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Event, type, recipient and channel; unique, so that an event told twice writes nothing twice.</summary>
    public string IdempotencyKey { get; private set; } = "";

    /// <summary>The delivery that failed for good and of which this one is the repetition.</summary>
    public long? ResendOf { get; private set; }

    /// <summary>Too late for its secrets.</summary>
    public bool HasExpired(DateTimeOffset at) => SecretsExpireAt <= at;

    public bool HasFailed => Status is DeliveryStatus.Failed or DeliveryStatus.Bounced;

    public void Sent(string peerId, PeerAnswer answer, string body, DateTimeOffset at)
    {
        (Status, PeerId, Body, SentAt) = (DeliveryStatus.Sent, peerId, CarriesSecrets ? null : body, at);
        Heard(answer);
        Finish(at);
    }

    /// <summary>A failure that passes: it stays queued, and is due again later.</summary>
    public void Postponed(PeerAnswer answer, DateTimeOffset nextAttemptAt, DateTimeOffset at)
    {
        Heard(answer);
        (NextAttemptAt, LeaseOwner, LeaseUntil) = (nextAttemptAt, null, null);
        Changed(at);
    }

    /// <summary>Due now, if it waits for its next attempt.</summary>
    public void Hasten(DateTimeOffset at)
    {
        if (NextAttemptAt > at)
        {
            NextAttemptAt = at;
            Changed(at);
        }
    }

    /// <summary>A failure for good: bounced where the peer says that there is no such address.</summary>
    public void Failed(PeerAnswer answer, bool bounced, DateTimeOffset at)
    {
        Status = bounced ? DeliveryStatus.Bounced : DeliveryStatus.Failed;
        Heard(answer);
        Finish(at);
    }

    /// <summary>The worker was stopped before it spoke to the peer: no attempt was used.</summary>
    public void GivenBack(DateTimeOffset at)
    {
        Attempts--;
        (LeaseOwner, LeaseUntil) = (null, null);
        Changed(at);
    }

    /// <summary>The same message once more, as a record of its own: a final state is never left. Not one with secrets, which are gone.</summary>
    /// <param name="wish">tells one wish to send again from the next; the same wish twice makes one message.</param>
    public Delivery SendAgain(string wish, DateTimeOffset at) => new(
        new NewDelivery(Channel, EventType, SourceEventId, RecipientUuid, Address, TemplateKey, Variables, Secrets: null, JobUuid, $"{IdempotencyKey}:{wish}"), at) { ResendOf = Id };

    private void Heard(PeerAnswer answer)
    {
        PeerCode = answer.Code;
        PeerMessage = answer.Text.Length > LongestAnswer ? answer.Text[..LongestAnswer] : answer.Text;
    }

    private void Finish(DateTimeOffset at)
    {
        (NextAttemptAt, LeaseOwner, LeaseUntil, Secrets) = (null, null, null, null);
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
    Bounced,
    Failed,
}

/// <summary>What the peer said, or what happened instead.</summary>
/// <param name="Code">null where it said nothing.</param>
public sealed record PeerAnswer(string? Code, string Text)
{
    public override string ToString() => Code is null ? Text : $"{Code} {Text}";
}

/// <summary>What a new delivery is made of.</summary>
/// <param name="EventType">null, like the event itself, where a use case asks for it.</param>
public sealed record NewDelivery(
    DeliveryChannel Channel,
    string? EventType,
    Guid? SourceEventId,
    Guid? RecipientUuid,
    string Address,
    string TemplateKey,
    string Variables,
    MailSecrets? Secrets,
    Guid? JobUuid,
    string IdempotencyKey);

/// <param name="Variables">as JSON.</param>
public sealed record MailSecrets(string Variables, DateTimeOffset ExpireAt);
