using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Domain.Visits;

/// <summary>One row of the visit's state machine, under the contract's number.</summary>
/// <param name="From">null = there is no visit yet.</param>
/// <param name="To">null = the outcome that the correction brings.</param>
public sealed record VisitTransition(int Number, IReadOnlyList<VisitStatus?> From, VisitAction Action, VisitStatus? To, IReadOnlyList<JobParty> By)
{
    public bool NeedsReason { get; init; }

    public IReadOnlyList<VisitCondition> If { get; init; } = [];

    public required Action<Visit, VisitMove> Effect { get; init; }

    public IReadOnlyList<VisitEvent> Events { get; init; } = [];
}

/// <summary>What must hold for a row, under the contract's name.</summary>
/// <param name="RefusalOf">null where it holds.</param>
public sealed record VisitCondition(string Name, Func<Job, VisitStep, JobCircumstances, Refusal?> RefusalOf)
{
    public static readonly VisitCondition AcceptedByContractor = Of(JobCondition.AcceptedByContractor);
    public static readonly VisitCondition ContractorsMaySchedule = Of(JobCondition.ContractorsMaySchedule);

    /// <summary>The job's own row for booking and moving.</summary>
    public static readonly VisitCondition RowOfTheJob = new(
        "row 16",
        (job, step, circumstances) => JobStateMachine.RefusalOf(job, new JobStep(JobAction.Schedule) { Visit = step }, circumstances));

    public static readonly VisitCondition SlotIsOpen = new(
        "the slot is open",
        (_, step, circumstances) => step.Visit!.OpenSlots(circumstances.Today).Any(slot => slot.Position == step.Slot) ? null : new ConflictRefusal("This slot is no longer open"));

    public static readonly VisitCondition ItsDayHasCome = new(
        "its day has come",
        (_, step, circumstances) => step.Visit!.Start <= circumstances.Today ? null : new ConflictRefusal($"This visit is on {step.Visit!.Start:yyyy-MM-dd}"));

    /// <summary>No photo can be sent yet, so that no contractor can meet it.</summary>
    public static readonly VisitCondition PhotoOfContractor = new(
        "C: a photo",
        (_, _, circumstances) => circumstances.Party == JobParty.Contractor ? new InvalidRefusal("photo") : null);

    private static VisitCondition Of(JobCondition condition) => new(
        condition.Name,
        (job, step, circumstances) => condition.RefusalOf(job, circumstances, new JobStep(JobAction.Schedule) { Visit = step }));
}

/// <summary>What a row tells the others, under its published name.</summary>
public sealed record VisitEvent(string Name, Func<Job, Visit, VisitMove, IDomainEvent> Of)
{
    public static readonly VisitEvent Proposed = new("visit.proposed", (job, visit, move) => new VisitTimesProposed(job, visit, move.Party, [.. visit.Slots]));
    public static readonly VisitEvent Confirmed = new("visit.confirmed", (job, visit, move) => new VisitAgreed(job, visit, move.Party, visit.Dates!, move.Before));

    public static readonly VisitEvent Cancelled = new(
        "visit.cancelled",
        (job, visit, move) => new VisitCalledOff(job, visit, move.Party, move.Step.Action == VisitAction.Withdraw ? null : visit.Start, move.Step.Reason));

    public static readonly VisitEvent NoAccess = new("visit.no_access", (job, visit, move) => new VisitWithoutAccess(job, visit, visit.Start!.Value, move.Step.Reason!));
}
