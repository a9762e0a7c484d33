using PropOps.Application.Activity;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Transitions;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Schedule;

/// <summary>Takes steps of the state machine as the product, at its set times; each job in a transaction of its own.</summary>
internal sealed class ScheduledSteps(IRepository<Job> jobs, ITransaction transaction, JobTransitions transitions, ActivityDraft activity, IActivityLog log)
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

            await transitions.Take(step, job, Actor.Schedule, said, cancellationToken);
            activity.Action = action;
            log.Add(activity);
            return true;
        },
        cancellationToken);
}
