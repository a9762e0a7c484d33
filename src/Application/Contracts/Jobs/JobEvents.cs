using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Jobs;

/// <summary>What every event of a job says about it (the fragment <c>job</c> of the event catalogue).</summary>
public record JobFragment
{
    public required Guid JobUuid { get; init; }

    public required long JobId { get; init; }

    public required string JobRef { get; init; }

    public required string? ExternalRef { get; init; }

    public required string JobTitle { get; init; }

    public required Guid? BranchUuid { get; init; }

    public required long? BranchId { get; init; }

    public required int JobTypeId { get; init; }

    public required int PriorityId { get; init; }

    public required int StatusId { get; init; }

    public required Guid? AgentUuid { get; init; }

    public required long? AgentId { get; init; }

    public required Guid? ContractorUuid { get; init; }

    public required long? ContractorId { get; init; }

    public Guid? TechnicianUuid { get; init; }

    public string OrderingKey() => $"job:{JobUuid}";
}

/// <summary>A job is saved for the first time.</summary>
[IntegrationEvent("job.created")]
public sealed record JobCreated : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobCreated()
    {
    }

    [SetsRequiredMembers]
    public JobCreated(JobFragment job)
        : base(job)
    {
    }

    public string StatusName { get; init; } = "";

    public string PriorityName { get; init; } = "";

    public string JobTypeName { get; init; } = "";

    public Guid AddressUuid { get; init; }

    public Guid? AssetUuid { get; init; }

    public IReadOnlyList<Guid> TenantUuids { get; init; } = [];

    public Guid? LandlordUuid { get; init; }

    public string CreatedVia { get; init; } = "";

    public Guid? SourceJobUuid { get; init; }

    public Guid? RequestUuid { get; init; }

    public Guid? PlanUuid { get; init; }

    public DateOnly? DueDate { get; init; }

    public DateTimeOffset? SlaDeadline { get; init; }
}

/// <summary>Fields changed that have no event of their own; names only, no values.</summary>
[IntegrationEvent("job.updated")]
public sealed record JobUpdated : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobUpdated()
    {
    }

    [SetsRequiredMembers]
    public JobUpdated(JobFragment job)
        : base(job)
    {
    }

    public IReadOnlyList<string> ChangedFields { get; init; } = [];

    /// <summary>A field that the tenant sees is among them.</summary>
    public bool CustomerFacing { get; init; }

    public bool Restored { get; init; }
}

/// <summary>The status changed; <see cref="SpecificEvent"/> names the event that is raised beside it for the same change.</summary>
[IntegrationEvent("job.status_changed")]
public sealed record JobStatusChanged : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobStatusChanged()
    {
    }

    [SetsRequiredMembers]
    public JobStatusChanged(JobFragment job)
        : base(job)
    {
    }

    public int FromStatusId { get; init; }

    public string FromStatus { get; init; } = "";

    public int ToStatusId { get; init; }

    public string ToStatus { get; init; } = "";

    public string? Reason { get; init; }

    public string? SpecificEvent { get; init; }
}

/// <summary>A contractor is set or replaced, also on create.</summary>
[IntegrationEvent("job.assigned")]
public sealed record JobAssigned : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobAssigned()
    {
    }

    [SetsRequiredMembers]
    public JobAssigned(JobFragment job)
        : base(job)
    {
    }

    public Guid? PreviousContractorUuid { get; init; }

    /// <summary>False: assigned without a word to the contractor.</summary>
    [JsonPropertyName("notify")]
    public bool NotifyContractor { get; init; }
}

/// <summary>A contractor is taken off or replaced; comes before the <see cref="JobAssigned"/> of the new one.</summary>
[IntegrationEvent("job.unassigned")]
public sealed record JobUnassigned : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobUnassigned()
    {
    }

    [SetsRequiredMembers]
    public JobUnassigned(JobFragment job)
        : base(job)
    {
    }

    public Guid PreviousContractorUuid { get; init; }

    public string? Reason { get; init; }
}

/// <summary>The contractor is to be told of the assignment, on request.</summary>
[IntegrationEvent("job.assignment_notification_requested")]
public sealed record JobAssignmentNotificationRequested : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobAssignmentNotificationRequested()
    {
    }

    [SetsRequiredMembers]
    public JobAssignmentNotificationRequested(JobFragment job)
        : base(job)
    {
    }

    /// <summary>They were told of this assignment before.</summary>
    public bool IsResend { get; init; }
}

/// <summary>The contractor accepts.</summary>
[IntegrationEvent("job.accepted")]
public sealed record JobAccepted : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobAccepted()
    {
    }

    [SetsRequiredMembers]
    public JobAccepted(JobFragment job)
        : base(job)
    {
    }
}

/// <summary>The contractor declines; nobody is on the job any more.</summary>
[IntegrationEvent("job.declined")]
public sealed record JobDeclined : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobDeclined()
    {
    }

    [SetsRequiredMembers]
    public JobDeclined(JobFragment job)
        : base(job)
    {
    }

    public Guid DeclinedByUuid { get; init; }

    public string? Reason { get; init; }
}

/// <summary>The work is done and reported.</summary>
[IntegrationEvent("job.completed")]
public sealed record JobCompleted : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobCompleted()
    {
    }

    [SetsRequiredMembers]
    public JobCompleted(JobFragment job)
        : base(job)
    {
    }

    public DateTimeOffset CompletedAt { get; init; }

    public Guid CompletedByUuid { get; init; }
}

/// <summary>Management closes it.</summary>
[IntegrationEvent("job.closed")]
public sealed record JobClosed : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobClosed()
    {
    }

    [SetsRequiredMembers]
    public JobClosed(JobFragment job)
        : base(job)
    {
    }
}

/// <summary>It will not be done.</summary>
[IntegrationEvent("job.cancelled")]
public sealed record JobCancelled : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobCancelled()
    {
    }

    [SetsRequiredMembers]
    public JobCancelled(JobFragment job)
        : base(job)
    {
    }

    public string? Reason { get; init; }
}

/// <summary>Permanently deleted with everything tied to it; other modules drop what they keep of it.</summary>
[IntegrationEvent("job.deleted")]
public sealed record JobDeleted : JobFragment, IIntegrationEvent
{
    [JsonConstructor]
    public JobDeleted()
    {
    }

    [SetsRequiredMembers]
    public JobDeleted(JobFragment job)
        : base(job)
    {
    }
}
