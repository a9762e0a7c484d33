using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using PropOps.Application.Activity;
using PropOps.Application.BackgroundJobs;

namespace PropOps.Infrastructure.BackgroundJobs;

/// <summary>
/// What holds for the states of every job. Given to this host's storage, not to Hangfire's global list, which the hosts of
/// one process would share; and so without the retries that stand there: retries stand in the rows.
/// </summary>
internal static class JobStates
{
    public static JobFilterProviderCollection Filters { get; } = new(new JobFilterAttributeFilterProvider(), new OwnFilters());

    private sealed class OwnFilters : IJobFilterProvider
    {
        private readonly JobFilter[] _filters =
        [
            .. new object[] { new StatisticsHistoryAttribute(), new QueueOfTheJob(), new FailureInPlainWords() }.Select(filter => new JobFilter(filter, JobFilterScope.Global, null)),
        ];

        public IEnumerable<JobFilter> GetFilters(Job job) => _filters;
    }
}

/// <summary>A job that was scheduled, or is queued again by hand, goes to the queue of its kind and not to the default one.</summary>
internal sealed class QueueOfTheJob : IElectStateFilter
{
    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is EnqueuedState enqueued && RowJobs.KindOf(context.BackgroundJob.Job) is { } kind)
        {
            enqueued.Queue = RowJobs.QueueOf(kind);
        }
    }
}

/// <summary>The dashboard shows the exception of a failed job with its trace and source paths: in its place stands one of a single type, never thrown, that says what happened.</summary>
internal sealed class FailureInPlainWords : IElectStateFilter
{
    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is FailedState failed)
        {
            var text = failed.Exception is JobFailedException known ? known.Message : Unforeseen.Describe(failed.Exception);
            context.CandidateState = new FailedState(new JobFailedException(text), failed.ServerId) { Reason = failed.Reason };
        }
    }
}

/// <summary>What Hangfire's record of a job tells about the row it works off.</summary>
internal static class RowJobs
{
    /// <returns>null for a job that works off no row.</returns>
    public static Type? KindOf(Job? job) =>
        job is { Type: { IsGenericType: true } type } && type.GetGenericTypeDefinition() == typeof(RowJobRunner<>) ? type.GetGenericArguments()[0] : null;

    public static string QueueOf(Type kind) => (string)kind.GetProperty(nameof(IRowJob.Queue))!.GetValue(null)!;
}
