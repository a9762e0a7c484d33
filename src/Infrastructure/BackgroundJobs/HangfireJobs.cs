using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.BackgroundJobs;

internal sealed class HangfireJobs(IBackgroundJobClient client, ITransaction transaction) : IBackgroundJobs
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

    private static Job JobOf<TJob>(long rowId)
        where TJob : IRowJob =>
        Job.FromExpression<RowJobRunner<TJob>>(runner => runner.Run(rowId, CancellationToken.None));
}

/// <summary>Runs one row's job in a scope of its own.</summary>
public sealed partial class RowJobRunner<TJob>(IServiceScopeFactory scopes, ILogger<TJob> logger)
    where TJob : IRowJob
{
    public async Task Run(long rowId, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Coherence.Coherence>().Follow(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>(), cancellationToken);
            await scope.ServiceProvider.GetRequiredService<TJob>().Run(rowId, cancellationToken);
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            // No failure of this job: the row is as it was, and its reconciler queues it again.
            LogDatabaseAway(logger, Unforeseen.Describe(exception), rowId);
        }
        catch (Exception exception) when (exception is not (JobFailedException or OperationCanceledException))
        {
            throw new JobFailedException(Unforeseen.Describe(exception));
        }
    }

    [LoggerMessage(LogLevel.Warning, "Row {RowId} waits for the database: {What}")]
    private static partial void LogDatabaseAway(ILogger logger, string what, long rowId);
}
