using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>One row of the state machine, under the contract's number.</summary>
/// <param name="From">null = the job is yet to be made.</param>
public sealed record JobTransition(int Number, IReadOnlyList<JobStatus?> From, JobAction Action, JobDestination To, IReadOnlyList<JobParty> By)
{
    /// <summary>The row is for assignments that do, or do not, count as accepted; null = for both.</summary>
    public bool? Accepted { get; init; }

    public bool NeedsReason { get; init; }

    public IReadOnlyList<JobCondition> If { get; init; } = [];

    public Action<Job, JobMove> Effect { get; init; } = (_, _) => { };

    /// <summary>What the visits of the job go through with it, as of today.</summary>
    public Func<Job, DateOnly, IEnumerable<VisitStep>> Visits { get; init; } = (_, _) => [];

    public IReadOnlyList<JobEvent> Events { get; init; } = [];

    /// <summary>The event that is raised beside <c>job.status_changed</c> for the same change.</summary>
    public string? Specific { get; init; }

    /// <returns>the text of the first condition that does not hold; null where the row is open.</returns>
    public string? BlockedBy(Job job, JobCircumstances circumstances) => RefusalOf(job, circumstances, new JobStep(Action))?.Message;

    /// <returns>of the first condition that does not hold for what the step brings along.</returns>
    internal Refusal? RefusalOf(Job job, JobCircumstances circumstances, JobStep step) =>
        If.Select(condition => condition.RefusalOf(job, circumstances, step)).FirstOrDefault(refusal => refusal is not null);
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
/// <param name="Holds">for the job, the circumstances, and what the step brings along.</param>
public sealed record JobCondition(string Name, Func<Job, JobCircumstances, JobStep, bool> Holds, Func<Job, JobCircumstances, string> Text)
{
    public static readonly JobCondition Offered = new(
        "assignment offered",
        (job, _, _) => job.AssignmentState == AssignmentState.Offered,
        (job, _) => $"Job {job.JobRef} is not offered to a contractor");

    public static readonly JobCondition ContractorOnIt = new(
        "a contractor is on it",
        (job, _, _) => job.ContractorId is not null,
        (job, _) => $"Job {job.JobRef} has no contractor");

    public static readonly JobCondition AcceptedByContractor = new(
        "C: assignment accepted",
        (job, circumstances, _) => circumstances.Party != JobParty.Contractor || job.AssignmentState == AssignmentState.Accepted,
        (job, _) => $"Job {job.JobRef} has not been accepted yet");

    /// <summary>Asked of a contractor, save where they confirm what another party proposed, or call off a mere proposal.</summary>
    public static readonly JobCondition ContractorsMaySchedule = new(
        "jobs.contractors_may_schedule",
        (_, circumstances, step) => circumstances.Party != JobParty.Contractor || circumstances.ContractorsMaySchedule
            || ConfirmsProposalOfAnother(step, VisitParty.Contractor) || step.Visit is { Action: VisitAction.Cancel, Visit.Status: VisitStatus.Proposed },
        (_, _) => new ForbiddenRefusal().Message) { IsForbidding = true };

    /// <summary>Nobody but the agency agrees with themselves; where the tenant wants to be there, a contractor does not decide alone (VIS-3).</summary>
    public static readonly JobCondition Agreed = new(
        "agreed",
        (job, circumstances, step) => circumstances.Party switch
        {
            JobParty.Contractor => !job.PresenceRequired || step.Visit?.Action == VisitAction.Cancel || ConfirmsProposalOfAnother(step, VisitParty.Contractor),
            JobParty.Tenant => ConfirmsProposalOfAnother(step, VisitParty.Tenant),
            _ => true,
        },
        (_, circumstances) => circumstances.Party == JobParty.Tenant
            ? "These times wait for the agency or the contractor."
            : "The tenant wants to be there. Propose times instead.");

    /// <summary>DONE-7: what the last visit left open needs a further visit, or a reason.</summary>
    public static readonly JobCondition NothingLeftOpen = new(
        "nothing left open",
        (job, circumstances, step) => step.Reason is not null
            || job.LastVisitWithOutcome is not { Status: VisitStatus.PartDone or VisitStatus.NoAccess } last
            || job.Visits.Any(visit => visit.Status == VisitStatus.Confirmed && visit.Start <= circumstances.Today
                && (visit.Start > last.Start || (visit.Start == last.Start && visit.Number > last.Number))),
        (job, _) => job.LastVisitWithOutcome is { Status: VisitStatus.PartDone, Start: var partDone }
            ? $"Job {job.JobRef} was left part done on {partDone:yyyy-MM-dd}. Book a further visit or give a reason."
            : $"Job {job.JobRef} was left without access on {job.LastVisitWithOutcome?.Start:yyyy-MM-dd}. Book a further visit or give a reason.");

    public static readonly JobCondition Settled = new(
        "settled",
        (_, circumstances, _) => circumstances.Money.MayBeClosed,
        (job, circumstances) => $"Job {job.JobRef} is not settled: {circumstances.Money.PaymentStatus}");

    public static readonly JobCondition NotLocked = new(
        "not is_locked",
        (_, circumstances, _) => !circumstances.Money.IsLocked,
        (job, circumstances) => $"Job {job.JobRef} is invoiced ({circumstances.Money.InvoiceNo}). Void the invoice before cancelling it.");

    public static readonly JobCondition NoFinanceRecords = new(
        "no finance records",
        (_, circumstances, _) => !circumstances.Money.HasRecords,
        (job, _) => $"Job {job.JobRef} has financial records and cannot be deleted. Archive it instead.");

    /// <summary>Where it does not hold, the row is not for the caller (403), and no button shows it.</summary>
    public bool IsForbidding { get; init; }

    /// <returns>null where it holds.</returns>
    internal Refusal? RefusalOf(Job job, JobCircumstances circumstances, JobStep step) =>
        Holds(job, circumstances, step) ? null
        : IsForbidding ? new ForbiddenRefusal()
        : new ConflictRefusal(Text(job, circumstances));

    private static bool ConfirmsProposalOfAnother(JobStep step, VisitParty own) =>
        step.Visit is { Action: VisitAction.Confirm, Visit.ProposedBy: { } proposer } && proposer != own;
}

/// <summary>What a row tells the others, under its published name.</summary>
/// <param name="Of">null where there is nothing to tell, e.g. nobody was taken off.</param>
public sealed record JobEvent(string Name, Func<Job, JobMove, IDomainEvent?> Of)
{
    public static readonly JobEvent Created = new("job.created", (job, _) => new JobRaised(job));

    public static readonly JobEvent Unassigned = new(
        "job.unassigned", (job, move) => move.PreviousContractorId is { } previous ? new ContractorTakenOff(job, previous, move.Step.Reason) : null);

    public static readonly JobEvent Assigned = new("job.assigned", (job, move) => new ContractorGiven(job, move.PreviousContractorId, move.Step.Notify));
    public static readonly JobEvent Accepted = new("job.accepted", (job, _) => new AssignmentAccepted(job));
    public static readonly JobEvent Declined = new("job.declined", (job, move) => new AssignmentDeclined(job, move.By, move.Step.Reason));

    // What happens to a visit is told by the row of its own machine.
    public static readonly JobEvent VisitConfirmed = new("visit.confirmed", (_, _) => null);
    public static readonly JobEvent VisitCancelled = new("visit.cancelled", (_, _) => null);

    public static readonly JobEvent Completed = new("job.completed", (job, move) => new WorkCompleted(job, move.By));
    public static readonly JobEvent Closed = new("job.closed", (job, _) => new WorkReviewed(job));
    public static readonly JobEvent Cancelled = new("job.cancelled", (job, move) => new WorkCalledOff(job, move.Step.Reason));
    public static readonly JobEvent Deleted = new("job.deleted", (job, _) => new JobRemoved(job));
}
