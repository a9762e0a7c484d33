using PropOps.Domain.Kernel;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>One row of the state machine, under the contract's number.</summary>
public sealed record JobTransition(int Number, IReadOnlyList<JobStatus> From, JobAction Action, JobDestination To, IReadOnlyList<JobParty> By)
{
    /// <summary>The row is for assignments that do, or do not, count as accepted; null = for both.</summary>
    public bool? Accepted { get; init; }

    public bool NeedsReason { get; init; }

    public IReadOnlyList<JobCondition> If { get; init; } = [];

    public Action<Job, JobMove> Effect { get; init; } = (_, _) => { };

    public IReadOnlyList<JobEvent> Events { get; init; } = [];

    /// <summary>The event that is raised beside <c>job.status_changed</c> for the same change.</summary>
    public string? Specific { get; init; }

    /// <returns>the text of the first condition that does not hold; null where the row is open.</returns>
    public string? BlockedBy(Job job, JobCircumstances circumstances) =>
        If.FirstOrDefault(condition => !condition.Holds(job, circumstances))?.Refusal(job, circumstances.Money);
}

/// <summary>Where a row leads: a status, or a word that the job answers.</summary>
public sealed record JobDestination(string Word, Func<Job, JobMoney, JobStatus?> Of)
{
    public static readonly JobDestination Same = new("same", (job, _) => job.Status);
    public static readonly JobDestination Home = new("home", (_, _) => JobStatus.Open);
    public static readonly JobDestination Ready = new("ready", (_, _) => JobStatus.Assigned);
    public static readonly JobDestination Done = new("done", (_, money) => money.IsLocked ? JobStatus.Invoiced : JobStatus.Completed);
    public static readonly JobDestination HeldFrom = new("held_from", (job, _) => job.Hold?.HeldFrom);
    public static readonly JobDestination ArchivedFrom = new("archived_from", (job, _) => job.ArchivedFrom);
    public static readonly JobDestination Gone = new("gone", (_, _) => null);

    public static implicit operator JobDestination(JobStatus status) => FromJobStatus(status);

    public static JobDestination FromJobStatus(JobStatus status) => new(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), (_, _) => status);
}

/// <summary>What must hold for a row, under the contract's name, and what is answered where it does not.</summary>
public sealed record JobCondition(string Name, Func<Job, JobCircumstances, bool> Holds, Func<Job, JobMoney, string> Refusal)
{
    public static readonly JobCondition Offered = new(
        "assignment offered",
        (job, _) => job.AssignmentState == AssignmentState.Offered,
        (job, _) => $"Job {job.JobRef} is not offered to a contractor");

    public static readonly JobCondition ContractorOnIt = new(
        "a contractor is on it",
        (job, _) => job.ContractorId is not null,
        (job, _) => $"Job {job.JobRef} has no contractor");

    public static readonly JobCondition AcceptedByContractor = new(
        "C: assignment accepted",
        (job, circumstances) => circumstances.Party != JobParty.Contractor || job.AssignmentState == AssignmentState.Accepted,
        (job, _) => $"Job {job.JobRef} has not been accepted yet");

    public static readonly JobCondition Settled = new(
        "settled",
        (_, circumstances) => circumstances.Money.MayBeClosed,
        (job, money) => $"Job {job.JobRef} is not settled: {money.PaymentStatus}");

    public static readonly JobCondition NotLocked = new(
        "not is_locked",
        (_, circumstances) => !circumstances.Money.IsLocked,
        (job, money) => $"Job {job.JobRef} is invoiced ({money.InvoiceNo}). Void the invoice before cancelling it.");

    public static readonly JobCondition NoFinanceRecords = new(
        "no finance records",
        (_, circumstances) => !circumstances.Money.HasRecords,
        (job, _) => $"Job {job.JobRef} has financial records and cannot be deleted. Archive it instead.");
}

/// <summary>What a row tells the others, under its published name.</summary>
/// <param name="Of">null where there is nothing to tell, e.g. nobody was taken off.</param>
public sealed record JobEvent(string Name, Func<Job, JobMove, IDomainEvent?> Of)
{
    public static readonly JobEvent Unassigned = new(
        "job.unassigned", (job, move) => move.PreviousContractorId is { } previous ? new ContractorTakenOff(job, previous, move.Step.Reason) : null);

    public static readonly JobEvent Assigned = new("job.assigned", (job, move) => new ContractorGiven(job, move.PreviousContractorId, move.Step.Notify));
    public static readonly JobEvent Accepted = new("job.accepted", (job, _) => new AssignmentAccepted(job));
    public static readonly JobEvent Declined = new("job.declined", (job, move) => new AssignmentDeclined(job, move.By, move.Step.Reason));
    public static readonly JobEvent Completed = new("job.completed", (job, move) => new WorkCompleted(job, move.By));
    public static readonly JobEvent Closed = new("job.closed", (job, _) => new WorkReviewed(job));
    public static readonly JobEvent Cancelled = new("job.cancelled", (job, move) => new WorkCalledOff(job, move.Step.Reason));
    public static readonly JobEvent Deleted = new("job.deleted", (job, _) => new JobRemoved(job));
}
