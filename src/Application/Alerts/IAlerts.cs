using PropOps.Domain.Alerts;

namespace PropOps.Application.Alerts;

/// <summary>
/// Opens and closes alerts, each in a transaction of its own (after the running one, where there is one), because what is
/// alarming is mostly refused. That an alert could not be kept is no reason to answer otherwise.
/// </summary>
public interface IAlerts
{
    /// <summary>Opens one, unless its subject has a live one, or had one lately.</summary>
    Task Raise(AlertDraft draft, CancellationToken cancellationToken);

    /// <summary>The cause has gone.</summary>
    /// <param name="subject">null = of every alert of the kind.</param>
    Task Resolve(string component, string kind, string? subject, CancellationToken cancellationToken);
}
