using Hangfire;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Health;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Health;

/// <summary>Reads the outbox, and the job storage, where every node's job server gives its sign of life.</summary>
internal sealed class Workload(PropOpsDbContext db, JobStorage storage, TimeProvider time) : IWorkload
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(90);

    public static string ServerNameOf(ThisNode node) => $"{node.Name}@{node.Version}";

    public async Task<OutboxHealth> Outbox(CancellationToken cancellationToken)
    {
        var dead = db.Set<FailedHandlingRow>().Where(row => row.DeadAt != null).Select(row => row.EventId).Distinct();
        var waiting = db.Set<OutboxRow>().Where(row => row.DoneAt == null && !dead.Contains(row.EventId));
        var found = await waiting.GroupBy(_ => 1)
            .Select(rows => new { Count = rows.Count(), Oldest = rows.Min(row => row.OccurredAt) })
            .SingleOrDefaultAsync(cancellationToken);
        return new OutboxHealth(
            found?.Count ?? 0,
            found is null ? 0 : Math.Max(0, (int)(time.GetUtcNow() - found.Oldest).TotalSeconds),
            await dead.CountAsync(cancellationToken));
    }

    public BackgroundJobsHealth Jobs()
    {
        var statistics = storage.GetMonitoringApi().GetStatistics();
        return new BackgroundJobsHealth(statistics.Enqueued, statistics.Processing, statistics.Failed);
    }

    // A server is named {node}@{version}, to which Hangfire adds numbers of its own; a node has several.
    public IReadOnlyList<HealthNode> Nodes() =>
    [
        .. (from server in storage.GetMonitoringApi().Servers()
           where server.Heartbeat is { } heartbeat && time.GetUtcNow() - AsUtc(heartbeat) < SignOfLife
           let name = server.Name.Split(':')[0].Split('@')
           where name.Length == 2
           orderby server.StartedAt
           select new HealthNode(name[0], AsUtc(server.StartedAt), name[1])).DistinctBy(node => node.Node),
    ];

    private static DateTimeOffset AsUtc(DateTime instant) => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc));
}
