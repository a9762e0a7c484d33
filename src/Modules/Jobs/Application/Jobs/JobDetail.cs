using System.Text.Json.Serialization;
using PropOps.Application.UseCases;
using PropOps.Jobs.Application.Visits;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

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

    public CompletionReportFacts? CompletionReport { get; init; }

    public HoldFacts? Hold { get; init; }

    public object? Recall { get; init; }

    public JobRemedials Remedials { get; init; } = new([], []);

    public JobSite? Site { get; init; }

    public JobRequest? Request { get; init; }

    public IReadOnlyList<VisitRow> Visits { get; init; } = [];

    public JobChecklist? Checklist { get; init; }

    public IReadOnlyList<object> Ratings { get; init; } = [];

    public IReadOnlyList<object> StatusLinks { get; init; } = [];

    public JobPending Pending { get; init; } = new(Amendments: 0, Approvals: 0, Quotes: 0);

    public JobPlan? Plan { get; init; }

    public IReadOnlyList<SlaClock> Sla { get; init; } = [];

    public IReadOnlyList<SlaPause> SlaPauses { get; init; } = [];

    public IReadOnlyList<AllowedAction> AllowedActions { get; init; } = [];
}

public sealed record JobTenant([property: JsonPropertyName("ID")] long Id, Guid Uuid, string Name, string? Phone, string? Email);

public sealed record JobLandlord([property: JsonPropertyName("ID")] long Id, Guid Uuid, string Name);

public sealed record CompletionReportFacts(
    string WorkDone, DateTimeOffset CompletedAt, decimal? LabourHours, string? MaterialsUsed, bool FollowUpNeeded, string? FollowUpNotes, string CompletedByName);

public sealed record HoldFacts(HoldReason ReasonCode, string? Reason, DateTimeOffset Since, DateOnly? ResumeOn, int HeldFromStatusId);

public sealed record JobRemedials(IReadOnlyList<LinkedJob> Parents, IReadOnlyList<LinkedJob> Children);

public sealed record LinkedJob(Guid Uuid, string JobRef, string JobTitle, string StatusName);

public sealed record JobSite(string? KeyRef, string? AccessNotes, string? Hazards);

public sealed record JobRequest(Guid Uuid, string RequestRef, string Channel, DateTimeOffset SubmittedAt);

public sealed record JobChecklist(int Items, int Answered, int RequiredOpen);

public sealed record JobPending(int Amendments, int Approvals, int Quotes);

public sealed record JobPlan(Guid Uuid, string Name, DateOnly DueDate);

public sealed record SlaClock(
    string Clock, string? Stage, int Round, DateTimeOffset StartedAt, DateTimeOffset? Deadline, DateTimeOffset? WarnAt, string Target, string Source, Guid? RuleUuid,
    DateTimeOffset? PausedSince, int? RemainingMinutes, DateTimeOffset? StoppedAt, DateTimeOffset? WarnedAt, DateTimeOffset? BreachedAt, string State);

public sealed record SlaPause(DateTimeOffset From, DateTimeOffset? To, string StatusName, string? ReasonCode);

/// <param name="ToStatusId">null where the job is gone then.</param>
/// <param name="BlockedBy">the refusal that the action would meet; null where it is open now.</param>
public sealed record AllowedAction(string Action, int? ToStatusId, string? ToStatusName, string? BlockedBy);
