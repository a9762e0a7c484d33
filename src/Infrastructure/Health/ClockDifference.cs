using Microsoft.EntityFrameworkCore;
using PropOps.Application.Alerts;
using PropOps.Application.Health;
using PropOps.Domain.Alerts;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Health;

/// <summary>
/// How far this node's clock is from the database's, by which the nodes are compared with each other as well. The embedded
/// database has no clock of its own.
/// </summary>
internal sealed class ClockDifference(PropOpsDbContext db, TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    public async Task<TimeSpan> Measure(CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql())
        {
            return TimeSpan.Zero;
        }

        var before = time.GetUtcNow();
        var there = (await db.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """).ToListAsync(cancellationToken))[0];
        var after = time.GetUtcNow();

        // Read somewhere in between: a slow answer is no wrong clock.
        return there < before ? before - there : there > after ? there - after : TimeSpan.Zero;
    }

    public static bool IsOff(TimeSpan difference) => difference >= Tolerance;

    public static string Tell(TimeSpan difference) => $"{difference.TotalSeconds:0} seconds from the database's clock";
}

internal sealed class ClockHealth(ClockDifference clock) : IHealthSource
{
    public HealthComponentName Component => HealthComponentName.Clock;

    public async Task<HealthFinding> Check(CancellationToken cancellationToken)
    {
        var difference = await clock.Measure(cancellationToken);
        return ClockDifference.IsOff(difference) ? HealthFinding.Degraded(ClockDifference.Tell(difference)) : HealthFinding.Healthy("Agrees with the database");
    }
}

internal sealed class ClockAlarm(ClockDifference clock, ThisNode node) : IAlarm
{
    public async Task<IReadOnlyList<Alarm>> Look(CancellationToken cancellationToken)
    {
        var difference = await clock.Measure(cancellationToken);
        return ClockDifference.IsOff(difference)
            ? [new Alarm(new AlertDraft("clock", "off", node.Name, ClockDifference.Tell(difference), AlertSeverity.Warning) { Node = node.Name })]
            : [];
    }
}
