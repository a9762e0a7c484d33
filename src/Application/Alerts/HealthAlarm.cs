using PropOps.Application.Health;
using PropOps.Domain.Alerts;

namespace PropOps.Application.Alerts;

/// <summary>A part of the installation that has been unhealthy for a while. What is not configured never is (HEALTH-2).</summary>
internal sealed class HealthAlarm(InstallationHealth health) : IAlarm
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Alarm>> Look(CancellationToken cancellationToken) =>
    [
        .. from component in (await health.Latest(cancellationToken)).Components
           where component.Status == HealthStatus.Unhealthy
           let name = component.Name.ToString().ToLowerInvariant()
           select new Alarm(new AlertDraft(name, "unhealthy", name, component.Detail, AlertSeverity.Critical), Patience),
    ];
}
