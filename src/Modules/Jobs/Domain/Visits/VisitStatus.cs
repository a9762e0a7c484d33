using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Domain.Visits;

/// <summary>Where a visit stands.</summary>
public enum VisitStatus
{
    Proposed,
    Confirmed,
    Done,
    PartDone,
    NoAccess,
    Cancelled,
}

/// <summary>Who speaks of a visit: it takes two of them to agree.</summary>
public enum VisitParty
{
    Agency,
    Contractor,
    Tenant,
    System,
}

public static class VisitParties
{
    public static VisitParty Of(JobParty party) => party switch
    {
        JobParty.Staff or JobParty.Agent => VisitParty.Agency,
        JobParty.Contractor => VisitParty.Contractor,
        JobParty.Tenant => VisitParty.Tenant,
        JobParty.Product => VisitParty.System,
        _ => throw new ArgumentOutOfRangeException(nameof(party), party, "has no part in visits"),
    };
}
