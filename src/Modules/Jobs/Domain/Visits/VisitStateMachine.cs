using System.Text.Json;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;
using static PropOps.Jobs.Domain.Jobs.JobParty;
using static PropOps.Jobs.Domain.Visits.VisitAction;
using static PropOps.Jobs.Domain.Visits.VisitCondition;

namespace PropOps.Jobs.Domain.Visits;

/// <summary>
/// The life of a visit: the rows of the contract, under its numbers and in its order. The rows that book, agree and
/// move are row 16 of the job as well.
/// </summary>
public static class VisitStateMachine
{
    private static VisitStatus? None => null;

    public static IReadOnlyList<VisitTransition> Rows { get; } =
    [
        new(1, [None, VisitStatus.Proposed], Propose, VisitStatus.Proposed, [Staff, Agent, Contractor, Tenant])
            { If = [AcceptedByContractor], Effect = Offer, Events = [VisitEvent.Proposed] },
        new(2, [VisitStatus.Confirmed], Propose, VisitStatus.Confirmed, [Staff, Agent, Contractor, Tenant])
            { If = [AcceptedByContractor], Effect = Offer, Events = [VisitEvent.Proposed] },
        new(3, [None], Book, VisitStatus.Confirmed, [Staff, Agent, Contractor, Product]) { If = [RowOfTheJob], Effect = Fix, Events = [VisitEvent.Confirmed] },
        new(4, [VisitStatus.Proposed, VisitStatus.Confirmed], Confirm, VisitStatus.Confirmed, [Staff, Agent, Contractor, Tenant])
            { If = [SlotIsOpen, RowOfTheJob], Effect = TakeSlot, Events = [VisitEvent.Confirmed] },
        new(5, [VisitStatus.Confirmed], Move, VisitStatus.Confirmed, [Staff, Agent, Contractor, Product]) { If = [RowOfTheJob], Effect = Fix, Events = [VisitEvent.Confirmed] },
        new(6, [VisitStatus.Proposed, VisitStatus.Confirmed], Cancel, VisitStatus.Cancelled, [Staff, Agent, Contractor, Product])
            { If = [AcceptedByContractor, ContractorsMaySchedule], Effect = CallOff, Events = [VisitEvent.Cancelled] },
        new(7, [VisitStatus.Confirmed], Done, VisitStatus.Done, [Staff, Agent, Contractor, Product]) { If = [ItsDayHasCome], Effect = Report },
        new(8, [VisitStatus.Confirmed], PartDone, VisitStatus.PartDone, [Staff, Agent, Contractor]) { If = [ItsDayHasCome], Effect = Report },
        new(9, [VisitStatus.Confirmed], NoAccess, VisitStatus.NoAccess, [Staff, Agent, Contractor])
            { NeedsReason = true, If = [ItsDayHasCome, PhotoOfContractor], Effect = Report, Events = [VisitEvent.NoAccess] },
        new(10, [VisitStatus.Done, VisitStatus.PartDone, VisitStatus.NoAccess], Correct, To: null, [Staff]) { NeedsReason = true, Effect = Report },
        new(11, [VisitStatus.Confirmed], Withdraw, VisitStatus.Confirmed, [Product]) { Effect = TakeBack, Events = [VisitEvent.Cancelled] },
    ];

    /// <summary>The slots that this caller may confirm now.</summary>
    public static IEnumerable<VisitSlot> Confirmable(Job job, Visit visit, JobCircumstances circumstances) =>
        visit.OpenSlots(circumstances.Today).Where(slot => Judge(job, new VisitStep(Confirm, visit) { Slot = slot.Position }, circumstances).Refusal is null);

    /// <summary>How refusals spell a status.</summary>
    public static string Words(VisitStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()).Replace('_', ' ');

    /// <exception cref="Refusal">when the job, the visit, a condition or the caller's part does not allow it.</exception>
    internal static VisitTransition Require(Job job, VisitStep step, JobCircumstances circumstances) =>
        Judge(job, step, circumstances) is var (row, refusal) && refusal is null ? row! : throw refusal!;

    private static (VisitTransition? Row, Refusal? Refusal) Judge(Job job, VisitStep step, JobCircumstances circumstances)
    {
        if (JobStateMachine.WhyNoVisits(job, step.Action, circumstances) is { } ended)
        {
            return (null, ended);
        }

        var rows = Rows.Where(row => row.Action == step.Action && row.From.Contains(step.Visit?.Status)).ToList();
        if (rows.Count == 0 || (step.Action == Correct && step.Outcome == step.Visit!.Status))
        {
            return (null, new ConflictRefusal($"This visit is {Words(step.Visit!.Status)} and cannot be changed in this way"));
        }

        if (rows.Find(candidate => candidate.By.Contains(circumstances.Party)) is not { } row)
        {
            return (null, new ForbiddenRefusal());
        }

        return row.NeedsReason && step.Reason is null
            ? (null, new InvalidRefusal("reason"))
            : (row, row.If.Select(condition => condition.RefusalOf(job, step, circumstances)).FirstOrDefault(refusal => refusal is not null));
    }

    private static void Offer(Visit visit, VisitMove move) => visit.Offer(move.Step.Slots, move.Party, move.Step.Note);

    private static void Fix(Visit visit, VisitMove move) => visit.Agree(move.Step.Dates!, proposedBy: null, move.Party, move.At);

    private static void TakeSlot(Visit visit, VisitMove move)
    {
        var slot = visit.Slots.Single(candidate => candidate.Position == move.Step.Slot);
        visit.Agree(new WorksDates(slot.Date, slot.EndDate, slot.TimeRangeId), visit.ProposedBy, move.Party, move.At);
    }

    private static void CallOff(Visit visit, VisitMove move) => visit.CallOff(move.Party, move.Step.Reason);

    private static void Report(Visit visit, VisitMove move) => visit.Report(move.Step.Reason, move.By.AccountId, move.At);

    private static void TakeBack(Visit visit, VisitMove move) => visit.TakeBackSlots();
}
