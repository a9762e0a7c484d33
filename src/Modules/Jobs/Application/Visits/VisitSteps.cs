using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>Finds the visit that a request names, and changes it behind the lock of its job.</summary>
internal sealed class VisitSteps(
    IRepository<Job> jobs,
    IReadDb db,
    VisibleJobs visible,
    JobStanding standing,
    JobLabels labels,
    DoubleBooking doubleBooking,
    ICurrentUser currentUser,
    ActivityDraft activity,
    TimeProvider time)
{
    /// <exception cref="NotFoundRefusal">absent, or of a job that the caller does not see.</exception>
    public async Task<(Job Job, Visit Visit)> ForChange(Ref named, CancellationToken cancellationToken)
    {
        var seen = await visible.Query(cancellationToken);
        var visit = await db.Of<Visit>()
            .Where(visit => named.Id != null ? visit.Id == named.Id : visit.Uuid == named.Uuid)
            .Where(visit => seen.Any(job => job.Id == visit.JobId))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundRefusal("Visit");
        var found = await visible.ForChange(visit.JobId, cancellationToken);
        return (found, found.Visits.Single(candidate => candidate.Id == visit.Id));
    }

    /// <param name="said">what happened, e.g. "a visit of JOB-001 was cancelled".</param>
    /// <returns>what is to be known of the contractor's calendar.</returns>
    /// <exception cref="Refusal">when the step is not possible, or the contractor is booked elsewhere and that is refused.</exception>
    public async Task<IReadOnlyList<string>> Take(Job job, Action<JobRevision> change, string? reason, bool allowConflict, string said, CancellationToken cancellationToken)
    {
        var before = job.Details;
        var revision = job.Revise(currentUser.Actor, time.GetUtcNow(), await standing.Of(job, cancellationToken));
        change(revision);
        var warnings = await doubleBooking.Check(job, revision.NewBookings, allowConflict, cancellationToken);
        var commit = revision.Commit(reason, await labels.For(before, job.ContractorId, job, cancellationToken));
        jobs.Number(job);
        activity.JobUuid = job.Uuid;
        activity.About("job", job.Id, job.Uuid, said, commit?.ChangedFields);
        return warnings;
    }
}
