using PropOps.Application.Identity;
using PropOps.Application.Maintenance;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Health;

/// <summary>Is the platform all right? For status pages and monitors, which have no account.</summary>
[Anyone]
public sealed record GetPlatformHealth
{
    public int? HealthCheck { get; init; }
}

public sealed record PlatformHealth(
    [property: AlsoAtTop] PlatformStatus Status,
    [property: AlsoAtTop] string Service,
    [property: AlsoAtTop] string? Version,
    [property: AlsoAtTop] DateTimeOffset Timestamp,
    [property: AlsoAtTop] long UptimeSeconds,
    [property: AlsoAtTop] string? Environment);

public static class HealthSettings
{
    public static readonly SettingKey<bool> HideVersion = new("system.hide_version", false);
}

internal sealed class GetPlatformHealthHandler(InstallationHealth health, IMaintenance maintenance, ThisNode node, ICurrentUser currentUser, ISettings settings, TimeProvider time)
    : IHandler<GetPlatformHealth, PlatformHealth>
{
    private const string Service = "PropOps Platform";

    public async Task<PlatformHealth> Handle(GetPlatformHealth request, CancellationToken cancellationToken)
    {
        if (request.HealthCheck is not (null or 1))
        {
            throw new InvalidRefusal("health_check");
        }

        var report = await health.Latest(cancellationToken);
        var isHidden = currentUser.Caller is null && settings.Get(HealthSettings.HideVersion);
        return new PlatformHealth(
            maintenance.Current.Enabled ? PlatformStatus.Maintenance : report.Status,
            Service,
            isHidden ? null : node.Version,
            time.GetUtcNow(),
            (long)(time.GetUtcNow() - node.StartedAt).TotalSeconds,
            isHidden ? null : node.Environment);
    }
}
