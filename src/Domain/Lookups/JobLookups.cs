using PropOps.Domain.Identity;

namespace PropOps.Domain.Lookups;

/// <summary>Name and look of a job status. The statuses themselves are the state machine's, so none is ever added.</summary>
public sealed class StatusLookup : Lookup
{
    public required string Stage { get; init; }

    public bool IsOpen { get; init; }

    /// <summary>What a tenant reads; null = nothing.</summary>
    public string? PublicLabel { get; set; }
}

public sealed class PriorityLookup : Lookup
{
    /// <summary>1 is most urgent.</summary>
    public int Rank { get; set; }

    /// <summary>Hours in which somebody must have taken the job, where the branch has no target of its own.</summary>
    public decimal? ResponseHours { get; set; }

    public decimal? CompletionHours { get; set; }

    public ClockCounts Counts { get; set; }
}

/// <summary>Which hours a target counts.</summary>
public enum ClockCounts
{
    Always,
    Business,
}

public sealed class JobTypeLookup : Lookup
{
    /// <summary>A certificate that the contractor should hold.</summary>
    public string? RequiredCertType { get; set; }

    /// <summary>The paper that such a job usually ends with.</summary>
    public int? DocumentTypeId { get; set; }

    public string? TitleSuggestion { get; set; }

    public string? DescriptionTemplate { get; set; }
}

/// <summary>A part of a day in local time; without times it takes no slot.</summary>
public sealed class TimeRangeLookup : Lookup
{
    public TimeOnly? Start { get; set; }

    public TimeOnly? End { get; set; }
}

public sealed class DocumentTypeLookup : Lookup
{
    /// <summary>An expiry date is asked for and watched.</summary>
    public bool Expires { get; set; }

    /// <summary>Who sees a new document of this type; staff always do.</summary>
    public IReadOnlyList<AccountType> VisibleTo { get; set; } = [];
}
