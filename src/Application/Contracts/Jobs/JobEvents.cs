using System.Text.Json.Serialization;
using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Jobs;

/// <summary>What every event of a job says about it (the fragment <c>job</c> of the event catalogue).</summary>
public abstract record JobEvent : IIntegrationEvent
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
public sealed record JobCreated : JobEvent
{
    public required string StatusName { get; init; }

    public required string PriorityName { get; init; }

    public required string JobTypeName { get; init; }

    public required Guid AddressUuid { get; init; }

    public Guid? AssetUuid { get; init; }

    public required IReadOnlyList<Guid> TenantUuids { get; init; }

    public required Guid? LandlordUuid { get; init; }

    public required string CreatedVia { get; init; }

    public Guid? SourceJobUuid { get; init; }

    public Guid? RequestUuid { get; init; }

    public Guid? PlanUuid { get; init; }

    public DateOnly? DueDate { get; init; }

    public DateTimeOffset? SlaDeadline { get; init; }
}

/// <summary>Fields changed that have no event of their own; names only, no values.</summary>
[IntegrationEvent("job.updated")]
public sealed record JobUpdated : JobEvent
{
    public required IReadOnlyList<string> ChangedFields { get; init; }

    /// <summary>A field that the tenant sees is among them.</summary>
    public required bool CustomerFacing { get; init; }

    public required bool Restored { get; init; }
}

/// <summary>The status changed; <see cref="SpecificEvent"/> names the event that is raised beside it for the same change.</summary>
[IntegrationEvent("job.status_changed")]
public sealed record JobStatusChanged : JobEvent
{
    public required int FromStatusId { get; init; }

    public required string FromStatus { get; init; }

    public required int ToStatusId { get; init; }

    public required string ToStatus { get; init; }

    public required string? Reason { get; init; }

    public required string? SpecificEvent { get; init; }
}

/// <summary>A contractor is set or replaced, also on create.</summary>
[IntegrationEvent("job.assigned")]
public sealed record JobAssigned : JobEvent
{
    public required Guid? PreviousContractorUuid { get; init; }

    /// <summary>False: assigned without a word to the contractor.</summary>
    [JsonPropertyName("notify")]
    public required bool NotifyContractor { get; init; }
}

/// <summary>A contractor is taken off or replaced; comes before the <see cref="JobAssigned"/> of the new one.</summary>
[IntegrationEvent("job.unassigned")]
public sealed record JobUnassigned : JobEvent
{
    public required Guid PreviousContractorUuid { get; init; }

    public required string? Reason { get; init; }
}
