using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Alerts;

/// <summary>Something that somebody must look at: open until its cause has gone.</summary>
public sealed class Alert : AggregateRoot
{
    /// <summary>Has no cause that could go away: it is over once somebody has looked at it.</summary>
    public const string Anomaly = "anomaly";

    private Alert()
    {
    }

    public Alert(AlertDraft draft, DateTimeOffset at)
    {
        Component = draft.Component;
        Kind = draft.Kind;
        Subject = draft.Subject;
        Detail = draft.Detail;
        Severity = draft.Severity;
        Files = draft.Files;
        Node = draft.Node;
        UserId = draft.UserId;
        IpAddress = draft.IpAddress;
        Created(at);
        Raise(new AlertOpened(this));
    }

    /// <summary>The part of the installation, or security.</summary>
    public string Component { get; private set; } = "";

    public string Kind { get; private set; } = "";

    /// <summary>Tells alerts of one kind apart: there is one at a time for each.</summary>
    public string Subject { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public AlertSeverity Severity { get; private set; }

    public AlertStatus Status { get; private set; }

    public IReadOnlyList<FileDifference> Files { get; private set; } = [];

    public string? Node { get; private set; }

    public long? UserId { get; private set; }

    public string? IpAddress { get; private set; }

    public long? AcknowledgedById { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public string? Note { get; private set; }

    /// <exception cref="ConflictRefusal">it is resolved.</exception>
    public void Acknowledge(Actor by, string? note, DateTimeOffset at)
    {
        if (Status == AlertStatus.Resolved)
        {
            throw new ConflictRefusal("This alert is resolved");
        }

        (Status, AcknowledgedById, AcknowledgedAt, Note) = (AlertStatus.Acknowledged, by.AccountId, at, note);
        if (Kind == Anomaly)
        {
            Resolve(at);
        }
        else
        {
            Changed(at);
        }
    }

    public void Resolve(DateTimeOffset at)
    {
        if (Status != AlertStatus.Resolved)
        {
            (Status, ResolvedAt) = (AlertStatus.Resolved, at);
            Changed(at);
            Raise(new AlertResolved(this));
        }
    }
}

/// <summary>What an alert is to say.</summary>
/// <param name="Detail">for a person; holds no personal data.</param>
public sealed record AlertDraft(string Component, string Kind, string Subject, string Detail, AlertSeverity Severity)
{
    public IReadOnlyList<FileDifference> Files { get; init; } = [];

    public string? Node { get; init; }

    public long? UserId { get; init; }

    public string? IpAddress { get; init; }

    /// <summary>No second one of its subject within this time, even where the first is over.</summary>
    public TimeSpan OnceIn { get; init; }
}

/// <summary>A file of the program that is not as it was shipped.</summary>
/// <param name="Path">relative to the program's folder.</param>
/// <param name="Change">added, changed or removed.</param>
public sealed record FileDifference(string Path, string Change, string? Expected, string? Found);

public enum AlertSeverity
{
    Info,
    Warning,
    Critical,
}

public enum AlertStatus
{
    Open,
    Acknowledged,
    Resolved,
}

public sealed record AlertOpened(Alert Alert) : IDomainEvent;

public sealed record AlertResolved(Alert Alert) : IDomainEvent;

public sealed class AlertByUuid : Specification<Alert>
{
    public AlertByUuid(Guid uuid) => Query.Where(alert => alert.Uuid == uuid);
}

/// <summary>The one of its subject that is not over.</summary>
public sealed class LiveAlert : Specification<Alert>
{
    public LiveAlert(string component, string kind, string subject) =>
        Query.Where(alert => alert.Component == component && alert.Kind == kind && alert.Subject == subject && alert.Status != AlertStatus.Resolved);
}

/// <summary>Those of a subject that opened since.</summary>
public sealed class AlertsSince : Specification<Alert>
{
    public AlertsSince(string component, string kind, string subject, DateTimeOffset since) =>
        Query.Where(alert => alert.Component == component && alert.Kind == kind && alert.Subject == subject && alert.CreatedAt > since);
}

/// <summary>Those of a kind that are not over.</summary>
public sealed class LiveAlerts : Specification<Alert>
{
    public LiveAlerts(string component, string kind) =>
        Query.Where(alert => alert.Component == component && alert.Kind == kind && alert.Status != AlertStatus.Resolved);
}
