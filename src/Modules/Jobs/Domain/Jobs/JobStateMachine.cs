using static PropOps.Jobs.Domain.Jobs.JobStatus;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>What is done to a job; the words are the contract's.</summary>
public enum JobAction
{
    Assign,
    Unassign,
}

/// <summary>One row of the state machine of jobs.yaml, under the contract's number.</summary>
/// <param name="Accepted">holds only where the assignment does, or does not, count as accepted; null = either.</param>
public sealed record JobTransition(int Number, IReadOnlyList<JobStatus> From, JobAction Action, bool? Accepted, JobStatus To);

/// <summary>The rows whose records exist: a contractor is given a job, or taken off it.</summary>
public static class JobStateMachine
{
    public static IReadOnlyList<JobTransition> Rows { get; } =
    [
        new(3, [Open], JobAction.Assign, Accepted: false, To: Open),
        new(4, [Open], JobAction.Assign, Accepted: true, To: Assigned),
        new(5, [Assigned, InProgress], JobAction.Assign, Accepted: false, To: Open),
        new(6, [Assigned, InProgress], JobAction.Assign, Accepted: true, To: Assigned),
        new(9, [Open], JobAction.Unassign, Accepted: null, To: Open),
        new(10, [Assigned, InProgress], JobAction.Unassign, Accepted: null, To: Open),
    ];

    /// <returns>null where the machine has no such step from this status.</returns>
    public static JobTransition? Find(JobStatus from, JobAction action, bool accepted) =>
        Rows.FirstOrDefault(row => row.Action == action && row.From.Contains(from) && (row.Accepted ?? accepted) == accepted);
}
