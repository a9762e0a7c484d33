using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Installation;

/// <summary>Maintenance mode goes on or off.</summary>
[IntegrationEvent("system.maintenance_changed")]
public sealed record MaintenanceChanged(bool IsOn, string? Reason, DateTimeOffset? Until) : IIntegrationEvent
{
    public string OrderingKey() => "system";
}
