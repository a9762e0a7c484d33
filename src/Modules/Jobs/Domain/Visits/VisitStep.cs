using PropOps.Domain.Kernel;

namespace PropOps.Jobs.Domain.Visits;

/// <summary>What is done to a visit; the words are the contract's.</summary>
public enum VisitAction
{
    Propose,
    Book,
    Confirm,
    Move,
    Cancel,
    Done,
    PartDone,
    NoAccess,

    /// <summary>Another outcome than the one that was told.</summary>
    Correct,

    /// <summary>Slots to move a confirmed visit to end, and it stays where it is.</summary>
    Withdraw,
}

/// <summary>One action with what it brings along.</summary>
/// <param name="Visit">null where there is none yet.</param>
public sealed record VisitStep(VisitAction Action, Visit? Visit)
{
    /// <summary>The slots proposed.</summary>
    public IReadOnlyList<VisitSlot> Slots { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>Position of the slot confirmed.</summary>
    public int Slot { get; init; }

    /// <summary>The days booked or moved to.</summary>
    public WorksDates? Dates { get; init; }

    /// <summary>What a correction makes of it.</summary>
    public VisitStatus? Outcome { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A step that is being taken.</summary>
/// <param name="Before">when the visit was to be until now.</param>
public sealed record VisitMove(VisitStep Step, Actor By, VisitParty Party, DateTimeOffset At, WorksDates? Before);
