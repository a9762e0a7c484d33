using Hangfire;
using Hangfire.Common;
using Hangfire.States;
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
            .. new object[] { new StatisticsHistoryAttribute(), new QueueOfTheJob(), new FailureWithoutTrace() }.Select(filter => new JobFilter(filter, JobFilterScope.Global, null)),
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

/// <summary>
/// Hangfire keeps the trace of a failed job, with its source paths. The state is changed, not replaced: a replaced one stays
/// in the job's history, trace and all.
/// </summary>
internal sealed class FailureWithoutTrace : IElectStateFilter
{
    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is FailedState failed)
        {
            (failed.MaxLinesInStackTrace, failed.IncludeFileInfo) = (0, false);
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
