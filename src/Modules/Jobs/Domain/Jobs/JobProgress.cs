namespace PropOps.Jobs.Domain.Jobs;

/// <summary>Why work stands still.</summary>
public enum HoldReason
{
    AwaitingParts,
    AwaitingAccess,
    AwaitingApproval,
    TenantUnavailable,
    Weather,
    Other,
}

/// <summary>A job on hold: since when, why, and where it goes on.</summary>
/// <param name="ResumeOn">the product resumes it that morning.</param>
public sealed record JobHold(HoldReason ReasonCode, string? Reason, DateTimeOffset Since, DateOnly? ResumeOn, JobStatus HeldFrom);

/// <summary>What was done, as whoever completed the job told it.</summary>
/// <param name="CompletedById">null where the product completed it.</param>
public sealed record CompletionReport(
    string WorkDone, DateTimeOffset CompletedAt, decimal? LabourHours, string? MaterialsUsed, bool FollowUpNeeded, string? FollowUpNotes, long? CompletedById);
