namespace PropOps.Application.Health;

/// <summary>One part of the installation, as its health is told. No detail holds a host name, path, user name or connection string (HEALTH-4).</summary>
/// <param name="Since">when this node first saw the status that it has now.</param>
public sealed record HealthComponent(HealthComponentName Name, HealthStatus Status, string Detail, double? LatencyMs, DateTimeOffset Since);

public enum HealthComponentName
{
    Database,
    Redis,
    Jobs,
    Outbox,
    Files,
    Email,
    Whatsapp,
    Push,
    N8n,
    Ai,
    Disk,
    Clock,
}

public enum HealthStatus
{
    Healthy,
    Degraded,
    Unhealthy,

    /// <summary>Off on purpose: it never makes the whole worse (HEALTH-2).</summary>
    NotConfigured,
}

/// <summary>Checks one component. Whoever brings an engine or a channel brings its source.</summary>
public interface IHealthSource
{
    HealthComponentName Component { get; }

    /// <summary>What is thrown is told as unhealthy, without its words.</summary>
    Task<HealthFinding> Check(CancellationToken cancellationToken);
}

public sealed record HealthFinding(HealthStatus Status, string Detail)
{
    public static HealthFinding Healthy(string detail) => new(HealthStatus.Healthy, detail);

    public static HealthFinding Degraded(string detail) => new(HealthStatus.Degraded, detail);

    public static HealthFinding Unhealthy(string detail) => new(HealthStatus.Unhealthy, detail);
}
