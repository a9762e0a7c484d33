namespace PropOps.Benchmarks.Bare;

/// <summary>What one row of the list shows, as read from the database.</summary>
internal sealed class BareJob
{
    public long Id { get; init; }

    public Guid Uuid { get; init; }

    public required string JobRef { get; init; }

    public string? ExternalRef { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public int Status { get; init; }

    public required string StatusName { get; init; }

    public required string Stage { get; init; }

    public int PriorityId { get; init; }

    public required string PriorityName { get; init; }

    public int JobTypeId { get; init; }

    public required string JobTypeName { get; init; }

    public long? BranchId { get; init; }

    public string? BranchName { get; init; }

    public long? AgentId { get; init; }

    public string? AgentName { get; init; }

    public long? ContractorId { get; init; }

    public string? ContractorName { get; init; }

    public required string AssignmentState { get; init; }

    public long? OwnerId { get; init; }

    public string? OwnerName { get; init; }

    public long AddressId { get; init; }

    public required string FullAddress { get; init; }

    public long? TotalBudget { get; init; }

    public long? ContractorBudget { get; init; }

    public string? CostCode { get; init; }

    public int? VatPercentage { get; init; }

    public DateOnly? WorksStart { get; init; }

    public DateOnly? WorksEnd { get; init; }

    public int? TimeRangeId { get; init; }

    public string? TimeRangeName { get; init; }

    public string? InvoiceNo { get; init; }

    public string? QuoteNo { get; init; }

    public string? WorksOrderRef { get; init; }

    public string? AccessDetails { get; init; }

    public bool PresenceRequired { get; init; }

    public bool? EntryPermitted { get; init; }

    public required long[] TenantIds { get; init; }

    public required BareTag[] Tags { get; init; }

    public bool IsPinned { get; init; }

    public long? CreatedById { get; init; }

    public string? CreatedByName { get; init; }

    public required string CreatedVia { get; init; }

    public DateTime? AssignedAt { get; init; }

    public DateTime? AcceptedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    public DateTime? ClosedAt { get; init; }

    public int Version { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }
}

internal readonly record struct BareTag(int Id, string Name, string? Colour);
