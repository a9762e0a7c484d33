using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using PropOps.Application.UseCases;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>
/// A job as lists and answers show it; the shape is the same for everybody, what the caller may not see is null. A field that
/// is not required belongs to records that are still to come, and answers what a job without them would.
/// </summary>
public record JobRow : IKeptAnswer
{
    [JsonIgnore]
    public bool IsKept { get; init; }

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

    public Guid? TechnicianUuid { get; init; }

    public string? TechnicianName { get; init; }

    public required long? OwnerId { get; init; }

    public required string? OwnerName { get; init; }

    public required long AddressId { get; init; }

    public required string FullAddress { get; init; }

    public long? AssetId { get; init; }

    public string? AssetName { get; init; }

    public Guid? RequestUuid { get; init; }

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

    public IReadOnlyDictionary<string, JsonElement> Custom { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    public required bool IsPinned { get; init; }

    public int PhotosCount { get; init; }

    public int DocumentsCount { get; init; }

    public int CaseNotesCount { get; init; }

    public string? ApprovalState { get; init; } = "not_needed";

    public IReadOnlyList<string> Awaiting { get; init; } = [];

    public bool RecallOpen { get; init; }

    public DateTimeOffset? SlaResponseDeadline { get; init; }

    public DateTimeOffset? SlaDeadline { get; init; }

    public string SlaState { get; init; } = "none";

    public int? HoursOverdue { get; init; }

    public required int? PaymentStatusId { get; init; }

    public required string? PaymentStatus { get; init; }

    public required long? CreatedById { get; init; }

    public required string? CreatedByName { get; init; }

    public required string CreatedVia { get; init; }

    public required DateTimeOffset? AssignedAt { get; init; }

    public required DateTimeOffset? AcceptedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? CompletedAt { get; init; }

    public required DateTimeOffset? ClosedAt { get; init; }

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

    /// <summary>Of a create that may have met an existing job: whether it made one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Created { get; init; }
}
