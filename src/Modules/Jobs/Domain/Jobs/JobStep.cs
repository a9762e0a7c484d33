using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>What is done to a job; the words are the contract's.</summary>
public enum JobAction
{
    Create,
    Assign,
    Unassign,
    Accept,
    Decline,
    Schedule,
    Start,
    Hold,
    Resume,
    Complete,
    Close,
    Reopen,
    Cancel,
    Archive,
    Unarchive,
    Delete,
}

/// <summary>Who does it, as far as the state machine tells them apart.</summary>
public enum JobParty
{
    Staff,
    Agent,
    Contractor,
    Landlord,
    Tenant,
    Product,
}

/// <summary>One action with what it brings along.</summary>
public sealed record JobStep(JobAction Action)
{
    public string? Reason { get; init; }

    /// <summary>Whom the job is given to.</summary>
    public long? ContractorId { get; init; }

    /// <summary>The assignment counts as accepted; otherwise it is an offer.</summary>
    public bool CountsAsAccepted { get; init; }

    /// <summary>False: assigned without a word to the contractor.</summary>
    public bool Notify { get; init; } = true;

    /// <summary>What is done to which visit, of a step that schedules; null in question only.</summary>
    public VisitStep? Visit { get; init; }

    public HoldReason HoldReason { get; init; } = HoldReason.Other;

    public DateOnly? ResumeOn { get; init; }

    public CompletionReport? Report { get; init; }

    /// <summary>The tag that marks a job whose work has to go on; null where the organisation has none.</summary>
    public int? FollowUpTagId { get; init; }
}

/// <summary>What a step depends on beside the job itself.</summary>
public sealed record JobCircumstances(JobParty Party, JobMoney Money)
{
    /// <summary>What the caller's keys open.</summary>
    public IReadOnlyCollection<JobAction> Permitted { get; init; } = Enum.GetValues<JobAction>();

    /// <summary>Of the organisation's time zone.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>An accepted contractor books and moves visits by themselves.</summary>
    public bool ContractorsMaySchedule { get; init; } = true;

    public static JobParty PartyOf(AccountType? type) => type switch
    {
        AccountType.Staff => JobParty.Staff,
        AccountType.Agent => JobParty.Agent,
        AccountType.Contractor => JobParty.Contractor,
        AccountType.Landlord => JobParty.Landlord,
        AccountType.Tenant => JobParty.Tenant,
        _ => JobParty.Product,
    };
}

/// <summary>What the books say of a job.</summary>
/// <param name="MayBeClosed">it is settled, or need not be.</param>
public sealed record JobMoney(bool IsLocked, bool MayBeClosed, bool HasRecords, string? InvoiceNo, string? PaymentStatus)
{
    public static JobMoney None { get; } = new(IsLocked: false, MayBeClosed: true, HasRecords: false, null, null);
}

/// <summary>A step that is being taken.</summary>
public sealed record JobMove(JobStep Step, Actor By, DateTimeOffset At, long? PreviousContractorId);
