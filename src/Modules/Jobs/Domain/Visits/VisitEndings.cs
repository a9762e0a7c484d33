using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Domain.Visits;

/// <summary>What a step of the job does to its visits (VIS-6, VIS-8).</summary>
internal static class VisitEndings
{
    /// <summary>Open slots were promised by, or to, somebody else. A confirmed visit stays: the tenant was told.</summary>
    public static IEnumerable<VisitStep> ContractorChanged(Job job, DateOnly today) => job.ContractorId is null
        ? []
        : from visit in job.Visits
          where visit.Slots.Count > 0
          select new VisitStep(visit.Status == VisitStatus.Confirmed ? VisitAction.Withdraw : VisitAction.Cancel, visit) { Reason = "Contractor changed" };

    /// <summary>Whoever was to come until today has come.</summary>
    public static IEnumerable<VisitStep> WorkDone(Job job, DateOnly today) =>
        from visit in job.Visits
        where IsAhead(visit)
        from step in visit.Start <= today ? Came(visit) : [new VisitStep(VisitAction.Cancel, visit) { Reason = JobCompleted }]
        select step;

    public static IEnumerable<VisitStep> CalledOff(Job job, DateOnly today) =>
        from visit in job.Visits
        where IsAhead(visit)
        select new VisitStep(VisitAction.Cancel, visit) { Reason = "Job cancelled" };

    private const string JobCompleted = "Job completed";

    private static IEnumerable<VisitStep> Came(Visit visit)
    {
        if (visit.Slots.Count > 0)
        {
            yield return new VisitStep(VisitAction.Withdraw, visit) { Reason = JobCompleted };
        }

        yield return new VisitStep(VisitAction.Done, visit);
    }

    private static bool IsAhead(Visit visit) => visit.Status is VisitStatus.Proposed or VisitStatus.Confirmed;
}
