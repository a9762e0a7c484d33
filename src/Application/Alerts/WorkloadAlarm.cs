using PropOps.Application.Health;
using PropOps.Domain.Alerts;

namespace PropOps.Application.Alerts;

/// <summary>Work in the background that is late, or was given up. One alert for each kind: a handler that is broken must not raise thousands.</summary>
internal sealed class WorkloadAlarm(IWorkload workload) : IAlarm
{
    public async Task<IReadOnlyList<Alarm>> Look(CancellationToken cancellationToken)
    {
        var outbox = await workload.Outbox(cancellationToken);
        var failed = workload.Jobs().Failed;
        var alarms = new List<Alarm>();
        if (outbox.IsLate)
        {
            alarms.Add(Warning("outbox", "late", outbox.Lateness));
        }

        if (outbox.Dead > 0)
        {
            alarms.Add(Warning("outbox", "dead", outbox.Losses));
        }

        if (failed > 0)
        {
            alarms.Add(Warning("jobs", "failed", $"{failed} jobs failed for good"));
        }

        return alarms;
    }

    private static Alarm Warning(string component, string kind, string detail) => new(new AlertDraft(component, kind, kind, detail, AlertSeverity.Warning));
}
