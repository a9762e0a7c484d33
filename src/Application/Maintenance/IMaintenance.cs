namespace PropOps.Application.Maintenance;

/// <summary>Whether maintenance mode is on, from memory: asked with every request.</summary>
public interface IMaintenance
{
    MaintenanceState Current { get; }
}

/// <param name="Until">when it ends by itself.</param>
public sealed record MaintenanceState(bool Enabled, string? Reason, DateTimeOffset? Until)
{
    public static MaintenanceState Off { get; } = new(false, null, null);
}
