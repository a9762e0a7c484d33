using Microsoft.EntityFrameworkCore;
using PropOps.Application.Health;
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
    public HealthComponentName Component => HealthComponentName.Outbox;

    public async Task<HealthFinding> Check(CancellationToken cancellationToken)
    {
        var outbox = await workload.Outbox(cancellationToken);
        return outbox.Dead > 0 ? HealthFinding.Degraded(outbox.Losses)
            : outbox.IsLate ? HealthFinding.Degraded(outbox.Lateness)
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
