namespace PropOps.Jobs.Domain.Jobs;

/// <summary>Where a job stands. The numbers are published ids; the statuses are the state machine's and never grow.</summary>
public enum JobStatus
{
    Open = 1,
    Quoting = 2,
    Assigned = 3,
    InProgress = 4,
    OnHold = 5,
    Completed = 6,
    Closed = 7,
    Recalled = 8,
    Invoiced = 9,
    Cancelled = 10,
    Archived = 11,
}

/// <summary>Whether the contractor on the job has said yes.</summary>
public enum AssignmentState
{
    None,
    Offered,
    Accepted,
}

/// <summary>How a job came into being.</summary>
public enum CreatedVia
{
    Ui,
    Api,
    Plan,
    Import,
    Clone,
    Request,
}

public static class JobStatuses
{
    /// <summary>Work is still expected.</summary>
    public static readonly IReadOnlyList<JobStatus> Open =
        [JobStatus.Open, JobStatus.Quoting, JobStatus.Assigned, JobStatus.InProgress, JobStatus.OnHold, JobStatus.Recalled];

    /// <summary>The words of refusals and events.</summary>
    public static string Name(this JobStatus status) => status switch
    {
        JobStatus.InProgress => "In Progress",
        JobStatus.OnHold => "On Hold",
        _ => status.ToString(),
    };
}
