using Microsoft.EntityFrameworkCore;
using PropOps.Application.Health;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Health;

internal sealed class DatabaseHealth(PropOpsDbContext db) : IHealthSource
{
    public HealthComponentName Component => HealthComponentName.Database;

    public async Task<HealthFinding> Check(CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync("SELECT 1", cancellationToken);
        return HealthFinding.Healthy("Answers");
    }
}

/// <summary>Events told late, or given up.</summary>
internal sealed class OutboxHealthSource(IWorkload workload) : IHealthSource
{
    private const int LateSeconds = 120;

    public HealthComponentName Component => HealthComponentName.Outbox;

    public async Task<HealthFinding> Check(CancellationToken cancellationToken)
    {
        var outbox = await workload.Outbox(cancellationToken);
        return outbox.Dead > 0 ? HealthFinding.Degraded($"{outbox.Dead} events were given up")
            : outbox.OldestSeconds > LateSeconds ? HealthFinding.Degraded($"The oldest of {outbox.Waiting} events has waited for {outbox.OldestSeconds} seconds")
            : HealthFinding.Healthy($"{outbox.Waiting} events wait");
    }
}

/// <summary>Somebody must work the background jobs off.</summary>
internal sealed class JobsHealth(IWorkload workload) : IHealthSource
{
    public HealthComponentName Component => HealthComponentName.Jobs;

    public Task<HealthFinding> Check(CancellationToken cancellationToken)
    {
        var (jobs, nodes) = (workload.Jobs(), workload.Nodes().Count);
        return Task.FromResult(nodes == 0
            ? HealthFinding.Unhealthy("No node works jobs off")
            : HealthFinding.Healthy($"{nodes} nodes; {jobs.Enqueued} jobs wait, {jobs.Processing} run, {jobs.Failed} failed"));
    }
}

/// <summary>Room where the data folder is.</summary>
internal sealed class DiskHealth(DataFolder data) : IHealthSource
{
    private const int LowPercent = 10;
    private const int EndPercent = 2;

    public HealthComponentName Component => HealthComponentName.Disk;

    public Task<HealthFinding> Check(CancellationToken cancellationToken)
    {
        var drive = new DriveInfo(data.Folder(""));
        var free = (int)(100 * drive.AvailableFreeSpace / Math.Max(1, drive.TotalSize));
        var detail = $"{free} % free";
        return Task.FromResult(
            free < EndPercent ? HealthFinding.Unhealthy(detail)
            : free < LowPercent ? HealthFinding.Degraded(detail)
            : HealthFinding.Healthy(detail));
    }
}
