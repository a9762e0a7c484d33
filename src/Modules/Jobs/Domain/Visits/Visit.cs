using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Domain.Visits;

/// <summary>
/// Somebody comes to the property of a job: times that were proposed, days that were agreed, and what became of it. A part
/// of its job, whose lock guards it; it is changed by the rows of <see cref="VisitStateMachine"/> only.
/// </summary>
public sealed class Visit : Entity
{
    private readonly List<VisitSlot> _slots = [];

    private Visit()
    {
    }

    internal Visit(Job job, int number, DateTimeOffset at)
    {
        JobId = job.Id;
        Number = number;
        ContractorId = job.ContractorId;
        CreatedAt = at;
    }

    public long JobId { get; private set; }

    /// <summary>1, 2, 3 within the job.</summary>
    public int Number { get; private set; }

    public VisitStatus Status { get; private set; }

    /// <summary>null until a day is agreed.</summary>
    public DateOnly? Start { get; private set; }

    /// <summary>null = one day.</summary>
    public DateOnly? End { get; private set; }

    public int? TimeRangeId { get; private set; }

    /// <summary>Proposed and not answered yet; of a confirmed visit, the days it may move to.</summary>
    public IReadOnlyList<VisitSlot> Slots => _slots;

    /// <summary>Who proposed the slots, or the one that was agreed.</summary>
    public VisitParty? ProposedBy { get; private set; }

    public VisitParty? ConfirmedBy { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public string? Note { get; private set; }

    /// <summary>While it is ahead, whoever has the job; later, whoever had it then.</summary>
    public long? ContractorId { get; private set; }

    public string? OutcomeReason { get; private set; }

    public long? OutcomeById { get; private set; }

    public DateTimeOffset? OutcomeAt { get; private set; }

    public VisitParty? CancelledBy { get; private set; }

    public string? CancelReason { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public bool HasOutcome => Status is VisitStatus.Done or VisitStatus.PartDone or VisitStatus.NoAccess;

    public WorksDates? Dates => Start is { } start ? new WorksDates(start, End, TimeRangeId) : null;

    /// <summary>The slots that can still be taken: a day that has passed cannot (VIS-4).</summary>
    public IEnumerable<VisitSlot> OpenSlots(DateOnly today) => _slots.Where(slot => slot.Date >= today);

    internal void Offer(IReadOnlyList<VisitSlot> slots, VisitParty by, string? note)
    {
        (ProposedBy, Note) = (by, note);
        TakeBackSlots();
        _slots.AddRange(slots);
    }

    internal void Agree(WorksDates dates, VisitParty? proposedBy, VisitParty by, DateTimeOffset at)
    {
        (Start, End, TimeRangeId) = (dates.Start, dates.End, dates.TimeRangeId);
        (ProposedBy, ConfirmedBy, ConfirmedAt) = (proposedBy, by, at);
        TakeBackSlots();
    }

    internal void CallOff(VisitParty by, string? reason)
    {
        (CancelledBy, CancelReason) = (by, reason);
        TakeBackSlots();
    }

    internal void Report(string? reason, long? by, DateTimeOffset at)
    {
        (OutcomeReason, OutcomeById, OutcomeAt) = (reason, by, at);
        TakeBackSlots();
    }

    internal void TakeBackSlots() => _slots.Clear();

    internal void PassTo(long? contractorId) => ContractorId = contractorId;

    internal void MoveTo(VisitStatus status) => Status = status;
}

/// <summary>When somebody comes, and for how long.</summary>
/// <param name="End">null = one day.</param>
/// <param name="TimeRangeId">the part of each of the days.</param>
public sealed record WorksDates(DateOnly Start, DateOnly? End, int? TimeRangeId)
{
    public DateOnly LastDay => End ?? Start;
}

/// <summary>One of up to five proposals to choose from.</summary>
/// <param name="Position">1 to 5, in the order proposed.</param>
public sealed record VisitSlot(int Position, DateOnly Date, DateOnly? EndDate, int? TimeRangeId);
