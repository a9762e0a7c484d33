using PropOps.Application.Activity;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Schedule;

/// <summary>Takes steps of the state machine as the product, at its set times; each job in a transaction of its own.</summary>
internal sealed class ScheduledSteps(
    IRepository<Job> jobs, ITransaction transaction, JobStanding standing, JobLabels labels, ActivityDraft activity, IActivityLog log, TimeProvider time)
{
    /// <param name="isDue">asked again behind the job's lock: somebody may have been faster.</param>
    /// <param name="action">of the activity row.</param>
    /// <param name="said">what happened to the job, e.g. "resumed".</param>
    public Task Take(long jobId, Func<Job, bool> isDue, JobStep step, string action, string said, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            if (await jobs.Find(new JobById(jobId), cancellationToken) is not { } job || !isDue(job))
            {
                return false;
            }

            var (before, contractorBefore) = (job.Details, job.ContractorId);
            var revision = job.Revise(Actor.Schedule, time.GetUtcNow(), await standing.Of(job, cancellationToken));
            revision.Do(step);
            var commit = revision.Commit(step.Reason, await labels.For(before, contractorBefore, job, cancellationToken));
            activity.Action = action;
            activity.JobUuid = job.Uuid;
            activity.About("job", job.Id, job.Uuid, $"{job.JobRef} was {said}", commit?.ChangedFields);
            log.Add(activity);
            return true;
        },
        cancellationToken);
}
