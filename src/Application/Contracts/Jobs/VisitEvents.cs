using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Jobs;

/// <summary>What every event of a visit says about it, beside its job (the fragments <c>job</c> and <c>visit</c> of the event catalogue).</summary>
public abstract record VisitFragment : JobFragment
{
    protected VisitFragment()
    {
    }

    [SetsRequiredMembers]
    protected VisitFragment(JobFragment job)
        : base(job)
    {
    }

    public Guid VisitUuid { get; init; }

    public long VisitId { get; init; }
}

/// <summary>One to five slots are offered, others in their place, or for a confirmed visit that is to move.</summary>
[IntegrationEvent("visit.proposed")]
public sealed record VisitProposed : VisitFragment, IIntegrationEvent
{
    [JsonConstructor]
    public VisitProposed()
    {
    }

    [SetsRequiredMembers]
    public VisitProposed(JobFragment job)
        : base(job)
    {
    }

    /// <summary>agency, contractor or tenant.</summary>
    public string ProposedBy { get; init; } = "";

    public IReadOnlyList<ProposedSlot> Slots { get; init; } = [];
}

public sealed record ProposedSlot(int Position, DateOnly Date, DateOnly? EndDate, int? TimeRangeId);

/// <summary>A slot is agreed or a confirmed visit moved; works dates do that, too.</summary>
[IntegrationEvent("visit.confirmed")]
public sealed record VisitConfirmed : VisitFragment, IIntegrationEvent
{
    [JsonConstructor]
    public VisitConfirmed()
    {
    }

    [SetsRequiredMembers]
    public VisitConfirmed(JobFragment job)
        : base(job)
    {
    }

    public DateOnly StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    public int? TimeRangeId { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateOnly? PreviousStartDate { get; init; }

    /// <summary>agency, contractor, tenant or system.</summary>
    public string ConfirmedBy { get; init; } = "";
}

/// <summary>It is called off, works dates are removed, or open slots end.</summary>
[IntegrationEvent("visit.cancelled")]
public sealed record VisitCancelled : VisitFragment, IIntegrationEvent
{
    [JsonConstructor]
    public VisitCancelled()
    {
    }

    [SetsRequiredMembers]
    public VisitCancelled(JobFragment job)
        : base(job)
    {
    }

    /// <summary>null where only slots ended.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>agency, contractor, tenant or system.</summary>
    public string CancelledBy { get; init; } = "";

    public string? Reason { get; init; }
}

/// <summary>Nobody let them in.</summary>
[IntegrationEvent("visit.no_access")]
public sealed record VisitNoAccess : VisitFragment, IIntegrationEvent
{
    [JsonConstructor]
    public VisitNoAccess()
    {
    }

    [SetsRequiredMembers]
    public VisitNoAccess(JobFragment job)
        : base(job)
    {
    }

    public DateOnly StartDate { get; init; }

    public string Reason { get; init; } = "";
}
