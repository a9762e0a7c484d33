using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Visits;
using static PropOps.Jobs.Domain.Jobs.JobAction;
using static PropOps.Jobs.Domain.Jobs.JobDestination;
using static PropOps.Jobs.Domain.Jobs.JobParty;
using static PropOps.Jobs.Domain.Jobs.JobStatus;
using static PropOps.Jobs.Domain.Visits.VisitEndings;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>
/// The life of a job: the rows of the contract whose records exist, under its numbers and in its order. Rows of one status
/// and action exclude one another.
/// </summary>
public static class JobStateMachine
{
    private static JobStatus? None => null;

    public static IReadOnlyList<JobTransition> Rows { get; } =
    [
        // made
        new(1, [None], Create, Open, [Staff, Agent]) { Accepted = false, Events = [JobEvent.Created] },
        new(2, [None], Create, Assigned, [Staff]) { Accepted = true, Effect = Give, Events = [JobEvent.Created, JobEvent.Assigned] },

        // given to a contractor
        new(3, [Open], Assign, Open, [Staff, Agent]) { Accepted = false, Effect = Give, Events = [JobEvent.Assigned] },
        new(4, [Open], Assign, Assigned, [Staff, Agent]) { Accepted = true, Effect = Give, Events = [JobEvent.Assigned] },
        new(5, [Assigned, InProgress], Assign, Home, [Staff, Agent]) { Accepted = false, Effect = Give, Visits = ContractorChanged, Events = [JobEvent.Unassigned, JobEvent.Assigned] },
        new(6, [Assigned, InProgress], Assign, Ready, [Staff, Agent]) { Accepted = true, Effect = Give, Visits = ContractorChanged, Events = [JobEvent.Unassigned, JobEvent.Assigned] },
        new(7, [Recalled], Assign, Recalled, [Staff, Agent]) { Effect = Give, Visits = ContractorChanged, Events = [JobEvent.Unassigned, JobEvent.Assigned] },
        new(8, [OnHold], Assign, OnHold, [Staff, Agent]) { Effect = Give, Visits = ContractorChanged, Events = [JobEvent.Unassigned, JobEvent.Assigned] },
        new(9, [Open, Recalled], Unassign, Same, [Staff, Agent]) { Effect = TakeOff, Visits = ContractorChanged, Events = [JobEvent.Unassigned] },
        new(10, [Assigned, InProgress], Unassign, Home, [Staff, Agent]) { Effect = TakeOff, Visits = ContractorChanged, Events = [JobEvent.Unassigned] },
        new(11, [OnHold], Unassign, OnHold, [Staff, Agent]) { Effect = TakeOff, Visits = ContractorChanged, Events = [JobEvent.Unassigned] },
        new(12, [Open], Accept, Assigned, [Staff, Contractor]) { If = [JobCondition.Offered], Effect = TakeOn, Events = [JobEvent.Accepted], Specific = "job.accepted" },
        new(13, [Recalled], Accept, Recalled, [Staff, Contractor]) { If = [JobCondition.Offered], Effect = TakeOn, Events = [JobEvent.Accepted] },
        new(14, [Open, Recalled], Decline, Same, [Staff, Contractor]) { If = [JobCondition.ContractorOnIt], Effect = TakeOff, Visits = ContractorChanged, Events = [JobEvent.Declined] },
        new(15, [Assigned], Decline, Open, [Staff, Contractor]) { Effect = TakeOff, Visits = ContractorChanged, Events = [JobEvent.Declined], Specific = "job.declined" },

        // the work
        new(16, [Open, Quoting, Assigned, InProgress, OnHold, Recalled], Schedule, Same, [Staff, Agent, Contractor, Tenant, Product])
            { If = [JobCondition.AcceptedByContractor, JobCondition.ContractorsMaySchedule, JobCondition.Agreed], Events = [JobEvent.VisitConfirmed, JobEvent.VisitCancelled] },
        new(17, [Assigned], Start, InProgress, [Staff, Contractor]) { Effect = Begin },
        new(19, [Open, Assigned, InProgress, Recalled], Hold, OnHold, [Staff, Agent, Contractor]) { If = [JobCondition.AcceptedByContractor], Effect = Interrupt },
        new(20, [OnHold], Resume, HeldFrom, [Staff, Agent, Contractor, Product]) { If = [JobCondition.AcceptedByContractor], Effect = GoOn },
        new(21, [Assigned, InProgress], Complete, Completed, [Staff, Contractor])
            { If = [JobCondition.NothingLeftOpen], Effect = Finish, Visits = WorkDone, Events = [JobEvent.Completed], Specific = "job.completed" },

        // reviewed, called off
        new(25, [Completed, Invoiced], Close, Closed, [Staff]) { If = [JobCondition.Settled], Effect = Review, Events = [JobEvent.Closed], Specific = "job.closed" },
        new(28, [Completed], Reopen, InProgress, [Staff]) { Effect = Unfinish },
        new(29, [Closed], Reopen, Done, [Staff]) { Effect = TakeBackReview },
        new(30, [Cancelled], Reopen, Open, [Staff]) { Effect = TakeOff, Visits = ContractorChanged },
        new(31, [Open, Quoting, Assigned, InProgress, OnHold], Cancel, Cancelled, [Staff])
            { NeedsReason = true, If = [JobCondition.NotLocked], Effect = CallOff, Visits = CalledOff, Events = [JobEvent.Cancelled], Specific = "job.cancelled" },
        new(32, [Open, Quoting, Assigned], Cancel, Cancelled, [Agent])
            { NeedsReason = true, If = [JobCondition.NotLocked], Effect = CallOff, Visits = CalledOff, Events = [JobEvent.Cancelled], Specific = "job.cancelled" },

        // put away
        new(38, [Closed, Cancelled], Archive, Archived, [Staff, Product]) { Effect = PutAway },
        new(39, [Archived], Unarchive, ArchivedFrom, [Staff]) { Effect = TakeOut },
        new(40, [.. Enum.GetValues<JobStatus>()], Delete, Gone, [Staff]) { If = [JobCondition.NoFinanceRecords], Events = [JobEvent.Deleted] },
    ];

    /// <summary>An update that names a status: the pair of what is and what is wanted chooses the action.</summary>
    public static IReadOnlyList<JobWish> ByStatusId { get; } =
    [
        new([Open], Assigned, Accept),
        new([Assigned, Recalled], InProgress, Start),
        new([Open, Assigned, InProgress, Recalled], OnHold, Hold),
        new([OnHold], HeldFrom, Resume),
        new([Assigned, InProgress, Recalled], Completed, Complete),
        new([Completed, Invoiced], Closed, Close),
        new([Completed], InProgress, Reopen),
        new([Closed], Completed, Reopen),
        new([Cancelled], Open, Reopen),
        new([Open, Quoting, Assigned, InProgress, OnHold], Cancelled, Cancel),
        new([Closed, Cancelled], Archived, Archive),
        new([Archived], ArchivedFrom, Unarchive),
    ];

    /// <summary>The rows of the job's status that are for this caller, in the order of the table.</summary>
    public static IEnumerable<JobTransition> RowsFor(Job job, JobCircumstances circumstances) =>
        from row in Rows
        where row.From.Contains(job.Status) && row.By.Contains(circumstances.Party) && circumstances.Permitted.Contains(row.Action)
        where row.RefusalOf(job, circumstances, new JobStep(row.Action)) is not ForbiddenRefusal
        select row;

    /// <param name="from">null = the job is yet to be made.</param>
    /// <exception cref="ConflictRefusal">the machine has no such step from this status, or a condition of it does not hold.</exception>
    /// <exception cref="ForbiddenRefusal">the step is not for this caller.</exception>
    internal static JobTransition Require(Job job, JobStatus? from, JobStep step, JobCircumstances circumstances) =>
        Judge(job, from, step, circumstances) is var (row, refusal) && refusal is null ? row! : throw refusal!;

    /// <returns>null where the step is possible.</returns>
    internal static Refusal? RefusalOf(Job job, JobStep step, JobCircumstances circumstances) => Judge(job, job.Status, step, circumstances).Refusal;

    private static (JobTransition? Row, Refusal? Refusal) Judge(Job job, JobStatus? from, JobStep step, JobCircumstances circumstances)
    {
        var rows = Rows.Where(row => row.Action == step.Action && row.From.Contains(from) && (row.Accepted ?? step.CountsAsAccepted) == step.CountsAsAccepted).ToList();
        if (rows.Count == 0)
        {
            return (null, new ConflictRefusal(WhyNot(job, step.Action, circumstances)));
        }

        if (rows.Find(candidate => candidate.By.Contains(circumstances.Party)) is not { } row)
        {
            return (null, new ForbiddenRefusal());
        }

        return row.NeedsReason && step.Reason is null ? (null, new InvalidRefusal("reason")) : (row, row.RefusalOf(job, circumstances, step));
    }

    /// <returns>the action that leads to the status wanted; null where the job is there.</returns>
    /// <exception cref="ConflictRefusal">no action leads there.</exception>
    internal static JobAction? ActionFor(Job job, JobStatus wanted, JobCircumstances circumstances)
    {
        if (job.Status == wanted)
        {
            return null;
        }

        if (wanted == Invoiced)
        {
            throw new ConflictRefusal("Status Invoiced is set by issuing an invoice");
        }

        var wishes = ByStatusId.Where(wish => wish.From.Contains(job.Status)).ToList();
        if (wishes.Find(wish => wish.To.Of(job, circumstances.Money) == wanted) is { } granted)
        {
            return granted.Action;
        }

        var open = OpenActions(job, circumstances);
        var allowed = wishes.Where(wish => open.Contains(wish.Action)).Select(wish => wish.To.Of(job, circumstances.Money)!.Value.Name());
        throw new ConflictRefusal($"Job {job.JobRef} cannot go from {job.Status.Name()} to {wanted.Name()}. Allowed: {ListOrNone(allowed)}");
    }

    internal static string IsArchived(Job job) => $"Job {job.JobRef} is archived and read-only. Unarchive it first.";

    /// <summary>Visits are for jobs that are open.</summary>
    /// <returns>null where the job is.</returns>
    internal static Refusal? WhyNoVisits(Job job, VisitAction action, JobCircumstances circumstances) => (job.Status, action) switch
    {
        (Archived, _) => new ConflictRefusal(IsArchived(job)),
        var (status, _) when JobStatuses.Open.Contains(status) => null,
        (_, VisitAction.Book or VisitAction.Move) => new ConflictRefusal(NotPossible(job, "schedule", circumstances)),
        (Closed or Cancelled, _) => new ConflictRefusal($"Job {job.JobRef} is {job.Status.Name()} and can no longer be edited"),
        (_, VisitAction.Propose or VisitAction.Confirm or VisitAction.Cancel) => new ConflictRefusal(NotPossible(job, action.ToString().ToLowerInvariant(), circumstances)),
        _ => new ConflictRefusal(NotPossible(job, "outcome", circumstances)),
    };

    private static string WhyNot(Job job, JobAction action, JobCircumstances circumstances) => (job.Status, action) switch
    {
        (_, Unarchive) => $"Job {job.JobRef} is not archived",
        (Archived, _) => IsArchived(job),
        (Quoting, Assign or Unassign) => $"Job {job.JobRef} is out for quotes. Award a quote or cancel the requests first.",
        (_, Assign or Unassign) => $"Job {job.JobRef} is {job.Status.Name()}: contractor_id can no longer be changed",
        _ => NotPossible(job, action.ToString().ToLowerInvariant(), circumstances),
    };

    /// <summary>What is answered to an action that the machine does not have from this status.</summary>
    public static string NotPossible(Job job, string action, JobCircumstances circumstances) =>
        $"Job {job.JobRef} is {job.Status.Name()}: {action} is not possible. Possible now: {ListOrNone(OpenActions(job, circumstances).Select(open => open.ToString().ToLowerInvariant()))}";

    private static List<JobAction> OpenActions(Job job, JobCircumstances circumstances) =>
        [.. RowsFor(job, circumstances).Where(row => row.BlockedBy(job, circumstances) is null).Select(row => row.Action).Distinct()];

    private static string ListOrNone(IEnumerable<string> words) => string.Join(", ", words.Distinct()) is { Length: > 0 } list ? list : "none";

    private static void Give(Job job, JobMove move) =>
        job.Give(move.Step.ContractorId, move.Step.CountsAsAccepted ? AssignmentState.Accepted : AssignmentState.Offered, move.At);

    private static void TakeOff(Job job, JobMove move) => job.Give(null, AssignmentState.None, move.At);

    private static void TakeOn(Job job, JobMove move) => job.TakeOn(move.At);

    private static void Begin(Job job, JobMove move) => job.Begin(move.At);

    private static void Interrupt(Job job, JobMove move) => job.Interrupt(move.Step.HoldReason, move.Step.Reason, move.Step.ResumeOn, move.At);

    private static void GoOn(Job job, JobMove move) => job.GoOn();

    private static void Finish(Job job, JobMove move) => job.Finish(move.Step.Report!, move.Step.FollowUpTagId, move.At);

    private static void Unfinish(Job job, JobMove move) => job.Unfinish();

    private static void Review(Job job, JobMove move) => job.Review(move.At);

    private static void TakeBackReview(Job job, JobMove move) => job.Review(null);

    private static void CallOff(Job job, JobMove move) => job.GoOn();

    private static void PutAway(Job job, JobMove move) => job.PutAway();

    private static void TakeOut(Job job, JobMove move) => job.TakeOut();
}

/// <summary>From one of these statuses to the status wanted, by this action.</summary>
public sealed record JobWish(IReadOnlyList<JobStatus> From, JobDestination To, JobAction Action);
