using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PropOps.Application.Events;

namespace PropOps.Application.Contracts.Installation;

/// <summary>What every event of an alert says about it (the fragment <c>alert</c> of the event catalogue).</summary>
public record AlertFragment
{
    public required Guid AlertUuid { get; init; }

    public required long AlertId { get; init; }

    public required string Kind { get; init; }

    /// <summary>info, warning or critical.</summary>
    public required string Severity { get; init; }

    public required string Component { get; init; }

    public string OrderingKey() => $"alert:{AlertUuid}";
}

/// <summary>An alert opens.</summary>
[IntegrationEvent("system.alert_raised")]
public sealed record SystemAlertRaised : AlertFragment, IIntegrationEvent
{
    [JsonConstructor]
    public SystemAlertRaised()
    {
    }

    [SetsRequiredMembers]
    public SystemAlertRaised(AlertFragment alert)
        : base(alert)
    {
    }

    public string Detail { get; init; } = "";

    public Guid? UserUuid { get; init; }

    public int? FilesCount { get; init; }
}

/// <summary>Its cause has gone, or an anomaly is acknowledged.</summary>
[IntegrationEvent("system.alert_resolved")]
public sealed record SystemAlertResolved : AlertFragment, IIntegrationEvent
{
    [JsonConstructor]
    public SystemAlertResolved()
    {
    }

    [SetsRequiredMembers]
    public SystemAlertResolved(AlertFragment alert)
        : base(alert)
    {
    }
}
