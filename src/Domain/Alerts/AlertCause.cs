using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Alerts;

/// <summary>
/// Something alarming, for as long as it is seen. It is kept where every node sees it, because each look is taken by another
/// one: it must have lasted before an alert opens, and have been gone for a while before that closes (HEALTH-3).
/// </summary>
public sealed class AlertCause : AggregateRoot
{
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(5);

    private AlertCause()
    {
    }

    public AlertCause(AlertDraft draft, DateTimeOffset at)
    {
        (Component, Kind, Subject, Node) = (draft.Component, draft.Kind, draft.Subject, draft.Node);
        Created(at);
    }

    public string Component { get; private set; } = "";

    public string Kind { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Whose it is alone; null = of the whole installation.</summary>
    public string? Node { get; private set; }

    /// <summary>It has lasted, and an alert is open.</summary>
    public bool IsAlarming { get; private set; }

    public DateTimeOffset? GoneSince { get; private set; }

    public bool IsOf(AlertDraft draft) => (Component, Kind, Subject) == (draft.Component, draft.Kind, draft.Subject);

    /// <returns>true where it has lasted long enough to be told.</returns>
    public bool SeenAt(DateTimeOffset at, TimeSpan patience)
    {
        GoneSince = null;
        IsAlarming |= at - CreatedAt >= patience;
        return IsAlarming;
    }

    /// <returns>true where it is over: nobody was told of it, or it has been gone for long enough.</returns>
    public bool MissedAt(DateTimeOffset at)
    {
        GoneSince ??= at;
        return !IsAlarming || at - GoneSince >= Calm;
    }
}

public sealed class AllAlertCauses : Specification<AlertCause>;
