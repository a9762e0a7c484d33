using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Application.Telemetry;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.BackgroundJobs;

internal sealed class HangfireJobs(IBackgroundJobClientV2 client, ITransaction transaction, Origin origin) : IBackgroundJobs
{
    // Hangfire keeps times in whole seconds, rounded down; a job that comes too early finds its row not due.
    private static readonly TimeSpan WholeSecond = TimeSpan.FromSeconds(1);

    public void EnqueueAfterCommit<TJob>(long rowId)
        where TJob : IRowJob =>
        transaction.AfterCommit(() => Enqueue<TJob>(rowId));

    public void ScheduleAfterCommit<TJob>(long rowId, DateTimeOffset at)
        where TJob : IRowJob =>
        transaction.AfterCommit(() => client.Create(JobOf<TJob>(rowId), new ScheduledState(at.UtcDateTime + WholeSecond)));

    public void Enqueue<TJob>(long rowId)
        where TJob : IRowJob =>
        client.Create(JobOf<TJob>(rowId), new EnqueuedState(TJob.Queue));

    private Job JobOf<TJob>(long rowId)
        where TJob : IRowJob =>
        Job.FromExpression<RowJobRunner<TJob>>(runner => runner.Run(rowId, origin.CorrelationId, Signals.Parent, null!, CancellationToken.None));
}

/// <summary>Runs one row's job in a scope of its own; where somebody asked for it by hand, that is told in a scope before.</summary>
public sealed partial class RowJobRunner<TJob>(IServiceScopeFactory scopes, ILogger<TJob> logger)
    where TJob : IRowJob
{
    /// <param name="correlationId">of the request that caused the job.</param>
    /// <param name="parentSpan">of that request, where it is traced.</param>
    /// <param name="hangfire">given by Hangfire when the job runs.</param>
    public async Task Run(long rowId, string correlationId, string? parentSpan, PerformContext hangfire, CancellationToken cancellationToken)
    {
        using var run = JobRun.Begin(typeof(TJob).Name, correlationId, parentSpan, logger);
        try
        {
            var row = rowId;
            if (QueuedByHand.WishOf(hangfire) is { } wish)
            {
                await InScope(run, async job => row = await job.AskedByHand(rowId, wish, cancellationToken), cancellationToken);
            }

            await InScope(run, job => job.Run(row, cancellationToken), cancellationToken);
            run.Outcome = "succeeded";
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            // No failure of this job: the row is as it was, and its reconciler queues it again.
            run.Outcome = "put_off";
            LogDatabaseAway(logger, Unforeseen.Describe(exception), rowId);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Outcome = "stopped";
            throw;
        }
        catch (Exception exception)
        {
            var failure = exception as JobFailedException ?? new JobFailedException(Unforeseen.Describe(exception));
            LogFailed(logger, rowId, failure.Message);
            throw failure;
        }
    }

    private async Task InScope(JobRun run, Func<TJob, Task> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Origin>().CorrelationId = run.CorrelationId;
        await scope.ServiceProvider.GetRequiredService<Coherence.Coherence>().Follow(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>(), cancellationToken);
        await work(scope.ServiceProvider.GetRequiredService<TJob>());
    }

    [LoggerMessage(LogLevel.Warning, "Row {RowId} failed for good: {What}")]
    private static partial void LogFailed(ILogger logger, long rowId, string what);

    [LoggerMessage(LogLevel.Warning, "Row {RowId} waits for the database: {What}")]
    private static partial void LogDatabaseAway(ILogger logger, string what, long rowId);
}
