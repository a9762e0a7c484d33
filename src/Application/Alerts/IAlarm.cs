using PropOps.Domain.Alerts;

namespace PropOps.Application.Alerts;

/// <summary>Looks whether something is as it should not be. Whoever knows of something that somebody must look at brings one.</summary>
public interface IAlarm
{
    /// <summary>What is alarming now. A draft with a node is of this node alone.</summary>
    Task<IReadOnlyList<Alarm>> Look(CancellationToken cancellationToken);
}

/// <param name="Patience">how long it must last before it is told.</param>
public sealed record Alarm(AlertDraft Draft, TimeSpan Patience = default);
