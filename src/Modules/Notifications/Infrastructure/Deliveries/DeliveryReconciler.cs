using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.BackgroundJobs;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Infrastructure.Deliveries;

/// <summary>How often the database is asked what is due.</summary>
internal sealed record ReconcileInterval(TimeSpan Every);

/// <summary>
/// Enqueues what the database says is due and nobody works on: after a crash between commit and enqueue, for a retry whose
/// time has come, or where the job storage forgot. A row that is enqueued twice is sent once: its lease decides.
/// </summary>
internal sealed partial class DeliveryReconciler(IServiceScopeFactory scopes, ReconcileInterval interval, TimeProvider time, ILogger<DeliveryReconciler> logger) : BackgroundService
{
    private const int BatchSize = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval.Every, time);
        do
        {
            try
            {
                await EnqueueDue(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, Unforeseen.Describe(exception));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task EnqueueDue(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        var due = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<Delivery>()
            .Where(row => row.Status == DeliveryStatus.Queued && row.NextAttemptAt <= now && (row.LeaseUntil == null || row.LeaseUntil < now))
            .OrderBy(row => row.NextAttemptAt)
            .Select(row => row.Id)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        var jobs = scope.ServiceProvider.GetRequiredService<IBackgroundJobs>();
        foreach (var id in due)
        {
            jobs.Enqueue<DeliverEmail>(id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Due deliveries could not be read: {What}")]
    private static partial void LogFailed(ILogger logger, string what);
}
