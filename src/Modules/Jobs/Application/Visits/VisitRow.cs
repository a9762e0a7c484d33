using System.Text.Json.Serialization;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>A visit as lists and answers show it. A field that is not required belongs to records that are still to come.</summary>
public record VisitRow
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required long JobId { get; init; }

    public required Guid JobUuid { get; init; }

    public required string JobRef { get; init; }

    public required int Number { get; init; }

    public required VisitStatus Status { get; init; }

    public required DateOnly? StartDate { get; init; }

    public required DateOnly? EndDate { get; init; }

    public required int? TimeRangeId { get; init; }

    public required string? TimeRangeName { get; init; }

    /// <summary>null where its part of the day has no hours.</summary>
    public required DateTimeOffset? StartsAt { get; init; }

    public required DateTimeOffset? EndsAt { get; init; }

    /// <summary>Those that are open for an answer.</summary>
    public required IReadOnlyList<SlotRow> Slots { get; init; }

    public required string? ProposedBy { get; init; }

    public required VisitParty? ConfirmedBy { get; init; }

    public required DateTimeOffset? ConfirmedAt { get; init; }

    public required string? Note { get; init; }

    public required long? ContractorId { get; init; }

    public required string? ContractorName { get; init; }

    public string? TechnicianName { get; init; }

    public required string? OutcomeReason { get; init; }

    public Guid? PhotoUuid { get; init; }

    public required string? OutcomeByName { get; init; }

    public required DateTimeOffset? OutcomeAt { get; init; }

    public required VisitParty? CancelledBy { get; init; }

    public required string? CancelReason { get; init; }

    /// <summary>The caller may confirm one of its slots now.</summary>
    public required bool CanConfirm { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed record SlotRow(int Position, DateOnly Date, DateOnly? EndDate, int? TimeRangeId, string? TimeRangeName);

/// <summary>A visit with what whoever proposed it should know.</summary>
[method: System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
public sealed record ProposedVisit(VisitRow Visit) : VisitRow(Visit)
{
    [JsonIgnore]
    public VisitRow Visit { get; } = Visit;

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A visit that changed, and its job as it stands now.</summary>
public sealed record ChangedVisit(VisitRow Visit, JobRow Job);

/// <summary>A visit that was agreed, and its job with what its user should know.</summary>
public sealed record ConfirmedVisit(VisitRow Visit, SavedJob Job);
