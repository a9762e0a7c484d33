using PropOps.Application.BackgroundJobs;
using PropOps.Application.Health;
using PropOps.Application.Persistence;
using PropOps.Domain.Alerts;

namespace PropOps.Application.Alerts;

/// <summary>Opens an alert for what has lasted, and closes it when that has been gone for a while (HEALTH-3).</summary>
internal sealed class WatchAlarms(
    IEnumerable<IAlarm> alarms, IRepository<AlertCause> causes, IAlerts alerts, ITransaction transaction, IWorkload workload, ThisNode node, TimeProvider time) : IScheduledTask
{
    public static string Name => "system.alerts";

    public static string Schedule => "* * * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        var seen = new List<Alarm>();
        foreach (var alarm in alarms)
        {
            seen.AddRange(await alarm.Look(cancellationToken));
        }

        if (seen.Count == 0 && !await causes.Any(new AllAlertCauses(), cancellationToken))
        {
            return;
        }

        var (lasting, over) = await Note(seen, workload.Nodes(), cancellationToken);
        foreach (var draft in lasting)
        {
            await alerts.Raise(draft, cancellationToken);
        }

        foreach (var cause in over)
        {
            await alerts.Resolve(cause.Component, cause.Kind, cause.Subject, cancellationToken);
        }

        // Only now: a crash before this must find them again.
        await Forget(over, cancellationToken);
    }

    private Task<(List<AlertDraft> Lasting, List<AlertCause> Over)> Note(List<Alarm> seen, IReadOnlyList<HealthNode> nodes, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            await transaction.FollowOthers("alert_causes", cancellationToken);
            var now = time.GetUtcNow();
            var known = await causes.List(new AllAlertCauses(), cancellationToken);
            var lasting = new List<AlertDraft>();
            foreach (var alarm in seen)
            {
                var cause = known.Find(one => one.IsOf(alarm.Draft));
                if (cause is null)
                {
                    causes.Add(cause = new AlertCause(alarm.Draft, now));
                }

                if (cause.SeenAt(now, alarm.Patience))
                {
                    lasting.Add(alarm.Draft);
                }
            }

            return (lasting, known.FindAll(cause => !seen.Exists(alarm => cause.IsOf(alarm.Draft)) && IsOursToMiss(cause, nodes) && cause.MissedAt(now)));
        },
        cancellationToken);

    // Of another node's disk nobody else can say that it has room again, unless that node is gone.
    private bool IsOursToMiss(AlertCause cause, IReadOnlyList<HealthNode> nodes) =>
        cause.Node is not { } owner || owner == node.Name || nodes.All(one => one.Node != owner);

    private async Task Forget(List<AlertCause> over, CancellationToken cancellationToken)
    {
        if (over.Count > 0)
        {
            await transaction.Run(
                async () =>
                {
                    foreach (var cause in (await causes.List(new AllAlertCauses(), cancellationToken)).Where(cause => over.Exists(one => one.Id == cause.Id)))
                    {
                        causes.Remove(cause);
                    }

                    return true;
                },
                cancellationToken);
        }
    }
}
