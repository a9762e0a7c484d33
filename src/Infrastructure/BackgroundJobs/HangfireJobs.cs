using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.BackgroundJobs;

internal sealed class HangfireJobs(IBackgroundJobClient client, ITransaction transaction) : IBackgroundJobs
{
    public void EnqueueAfterCommit<TJob>(long rowId)
        where TJob : IRowJob =>
        transaction.AfterCommit(() => Enqueue<TJob>(rowId));

    public void Enqueue<TJob>(long rowId)
        where TJob : IRowJob =>
        client.Create(Job.FromExpression<RowJobRunner<TJob>>(runner => runner.Run(rowId, CancellationToken.None)), new EnqueuedState(TJob.Queue));
}

/// <summary>Runs one row's job in a scope of its own. Retries stand in the row, so Hangfire makes none.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class RowJobRunner<TJob>(IServiceScopeFactory scopes)
    where TJob : IRowJob
{
    public async Task Run(long rowId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Coherence.Coherence>().Follow(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>(), cancellationToken);
        await scope.ServiceProvider.GetRequiredService<TJob>().Run(rowId, cancellationToken);
    }
}
