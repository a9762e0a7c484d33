using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Transitions;

/// <summary>Takes one step of the state machine with a job, as one commit.</summary>
internal sealed class JobTransitions(
    VisibleJobs visible, JobStanding standing, JobLabels labels, JobRows rows, ICurrentUser currentUser, ActivityDraft activity, TimeProvider time)
{
    /// <summary>With a job that the caller sees.</summary>
    /// <param name="said">what happened to the job, e.g. "accepted".</param>
    /// <exception cref="Refusal">when the job is not visible, or the step is not possible.</exception>
    public async Task<Job> Take(JobStep step, Ref job, int? version, string said, CancellationToken cancellationToken)
    {
        var found = await visible.ForChange(job, cancellationToken);
        found.RequireVersion(version);
        await Take(step, found, currentUser.Actor, said, cancellationToken);
        return found;
    }

    /// <summary>The same with a job at hand, whoever does it.</summary>
    public async Task Take(JobStep step, Job job, Actor by, string said, CancellationToken cancellationToken)
    {
        var (before, contractorBefore) = (job.Details, job.ContractorId);
        var revision = job.Revise(by, time.GetUtcNow(), await standing.Of(job, cancellationToken));
        revision.Do(step);
        var commit = revision.Commit(step.Reason, await labels.For(before, contractorBefore, job, cancellationToken));
        activity.JobUuid = job.Uuid;
        activity.About("job", job.Id, job.Uuid, $"{job.JobRef} was {said}", commit?.ChangedFields);
    }

    /// <summary>The same, answered with the job.</summary>
    public async Task<Reply<JobRow>> Answer(JobStep step, Ref job, int? version, string said, CancellationToken cancellationToken)
    {
        var changed = await Take(step, job, version, said, cancellationToken);
        return new Reply<JobRow>(await rows.Of(changed, cancellationToken), $"Job {changed.JobRef} {said}");
    }
}
