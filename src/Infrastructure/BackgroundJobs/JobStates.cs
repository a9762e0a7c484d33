using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
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
            .. new object[] { new StatisticsHistoryAttribute(), new QueueOfTheJob(), new QueuedByHand(), new FailureWithoutTrace() }.Select(filter => new JobFilter(filter, JobFilterScope.Global, null)),
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
/// Remembers on a job that a button of the dashboard queued it, and how often it had failed by then: until it fails once more
/// every press is the same wish.
/// </summary>
internal sealed class QueuedByHand : IElectStateFilter
{
    private const string Parameter = nameof(QueuedByHand);

    /// <summary>What Hangfire's dashboard gives as the reason for the states that its buttons bring about.</summary>
    private const string DashboardReason = "Triggered via Dashboard UI";

    /// <returns>null where the product queued it.</returns>
    public static string? WishOf(PerformContext job) =>
        job.GetJobParameter<int?>(Parameter) is { } failures ? string.Create(CultureInfo.InvariantCulture, $"by-hand-{failures}") : null;

    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is EnqueuedState { Reason: DashboardReason })
        {
            var history = context.Storage.GetMonitoringApi().JobDetails(context.BackgroundJob.Id).History;
            context.SetJobParameter(Parameter, history.Count(state => state.StateName == FailedState.StateName));
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
