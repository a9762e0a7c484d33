using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>Takes one step of the state machine with a job that the caller sees, as one commit.</summary>
internal sealed class JobTransitions(
    IRepository<Job> jobs, JobViewers viewers, JobStanding standing, JobLabels labels, JobRows rows, ICurrentUser currentUser, ActivityDraft activity, TimeProvider time)
{
    /// <param name="said">what happened to the job, e.g. "accepted".</param>
    /// <exception cref="Refusal">when the job is not visible, or the step is not possible.</exception>
    public async Task<Job> Take(JobStep step, Ref job, int? version, string said, CancellationToken cancellationToken)
    {
        var found = await jobs.Find(new VisibleJob(await viewers.Current(cancellationToken), job.Id, job.Uuid), cancellationToken) ?? throw new NotFoundRefusal("Job");
        found.RequireVersion(version);
        var (before, contractorBefore) = (found.Details, found.ContractorId);
        var revision = found.Revise(currentUser.Actor, time.GetUtcNow(), await standing.Of(found, cancellationToken));
        revision.Do(step);
        var commit = revision.Commit(step.Reason, await labels.For(before, contractorBefore, found, cancellationToken));
        activity.JobUuid = found.Uuid;
        activity.About("job", found.Id, found.Uuid, $"{found.JobRef} was {said}", commit?.ChangedFields);
        return found;
    }

    /// <summary>The same, answered with the job.</summary>
    public async Task<Reply<JobRow>> Answer(JobStep step, Ref job, int? version, string said, CancellationToken cancellationToken)
    {
        var changed = await Take(step, job, version, said, cancellationToken);
        return new Reply<JobRow>(await rows.Of(changed, cancellationToken), $"Job {changed.JobRef} {said}");
    }
}
