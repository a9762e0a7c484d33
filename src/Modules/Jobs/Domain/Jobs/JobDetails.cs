using PropOps.Domain.Kernel;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>What a person writes about a job: everything but its number, its status, its visits and who has it.</summary>
public sealed record JobDetails
{
    public required string Title { get; init; }

    public required string Description { get; init; }

    public required int PriorityId { get; init; }

    public required int JobTypeId { get; init; }

    public required long AddressId { get; init; }

    public long? BranchId { get; init; }

    public long? AgentId { get; init; }

    /// <summary>The member of staff in charge.</summary>
    public long? OwnerId { get; init; }

    public IReadOnlyList<long> TenantIds { get; init; } = [];

    public IReadOnlyList<int> TagIds { get; init; } = [];

    /// <summary>Ceiling agreed with the client, VAT included.</summary>
    public Money? TotalBudget { get; init; }

    /// <summary>Approved spend for the contractor, VAT excluded.</summary>
    public Money? ContractorBudget { get; init; }

    public Percent? VatPercentage { get; init; }

    public string? CostCode { get; init; }

    public string? ExternalRef { get; init; }

    public string? WorksOrderRef { get; init; }

    public string? InvoiceNo { get; init; }

    public string? QuoteNo { get; init; }

    public string? AccessDetails { get; init; }

    public string? PrivateContactName { get; init; }

    public string? PrivateContactEmail { get; init; }

    public string? PrivateContactPhone { get; init; }

    /// <summary>The tenant wants to be there.</summary>
    public bool PresenceRequired { get; init; }

    /// <summary>May be entered without the tenant; null = not asked.</summary>
    public bool? EntryPermitted { get; init; }
}
