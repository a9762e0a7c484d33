using System.Text.Json.Serialization;
using PropOps.Application.UseCases;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>A job as lists and answers show it; the shape is the same for everybody, what the caller may not see is null.</summary>
public record JobRow
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required string JobRef { get; init; }

    public required string? ExternalRef { get; init; }

    public required string JobTitle { get; init; }

    public required string JobDescription { get; init; }

    public required int StatusId { get; init; }

    public required string StatusName { get; init; }

    public required string Stage { get; init; }

    public required int PriorityId { get; init; }

    public required string PriorityName { get; init; }

    public required int JobTypeId { get; init; }

    public required string JobTypeName { get; init; }

    public required long? BranchId { get; init; }

    public required string? BranchName { get; init; }

    public required long? AgentId { get; init; }

    public required string? AgentName { get; init; }

    public required long? ContractorId { get; init; }

    public required string? ContractorName { get; init; }

    public required string AssignmentState { get; init; }

    public required long? OwnerId { get; init; }

    public required string? OwnerName { get; init; }

    public required long AddressId { get; init; }

    public required string FullAddress { get; init; }

    public required decimal? JobTotalBudget { get; init; }

    public required decimal? ContractorBudget { get; init; }

    public required decimal? ContractorTotal { get; init; }

    public required string? CostCode { get; init; }

    public required decimal? VatPercentage { get; init; }

    public required decimal? VatAmount { get; init; }

    public required decimal? TotalAmount { get; init; }

    public required DateOnly? DateWorksStartDate { get; init; }

    public required DateOnly? DateWorksEndDate { get; init; }

    public required int? TimeRangeId { get; init; }

    public required string? TimeRangeName { get; init; }

    public required string? InvoiceNo { get; init; }

    public required string? QuoteNo { get; init; }

    public required string? WorksOrderRef { get; init; }

    public required string? AccessDetails { get; init; }

    public required bool PresenceRequired { get; init; }

    public required bool? EntryPermitted { get; init; }

    public required IReadOnlyList<long> TenantsIds { get; init; }

    public required IReadOnlyList<JobTag> Tags { get; init; }

    public required int? PaymentStatusId { get; init; }

    public required string? PaymentStatus { get; init; }

    public required long? CreatedById { get; init; }

    public required string? CreatedByName { get; init; }

    public required string CreatedVia { get; init; }

    public required DateTimeOffset? AssignedAt { get; init; }

    public required DateTimeOffset? AcceptedAt { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

public sealed record JobTag([property: JsonPropertyName("ID")] int Id, string Name, string? Colour);

/// <summary>A job that was just made or changed, with what its user should know.</summary>
[method: System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
public sealed record SavedJob(JobRow Job) : JobRow(Job)
{
    [JsonIgnore]
    public JobRow Job { get; } = Job;

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A job with what only the record itself shows.</summary>
[Counted]
[method: System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
public sealed record JobDetail(JobRow Job) : JobRow(Job)
{
    [JsonIgnore]
    public JobRow Job { get; } = Job;

    public string? PrivateContactName { get; init; }

    public string? PrivateContactEmail { get; init; }

    public string? PrivateContactPhone { get; init; }

    public IReadOnlyList<JobTenant> Tenants { get; init; } = [];

    public JobLandlord? Landlord { get; init; }
}

public sealed record JobTenant([property: JsonPropertyName("ID")] long Id, Guid Uuid, string Name, string? Phone, string? Email);

public sealed record JobLandlord([property: JsonPropertyName("ID")] long Id, Guid Uuid, string Name);
