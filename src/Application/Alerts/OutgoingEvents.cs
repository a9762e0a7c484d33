using PropOps.Application.Contracts.Installation;
using PropOps.Application.Events;
using PropOps.Application.Names;
using PropOps.Domain.Alerts;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Alerts;

internal sealed class OutgoingEvents(INames names) : IOutgoingEvents
{
    public async ValueTask<IIntegrationEvent?> Translate(IDomainEvent domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        AlertOpened { Alert: var alert } => new SystemAlertRaised(Of(alert))
        {
            Detail = alert.Detail,
            UserUuid = (await names.One(NameKind.Account, alert.UserId, cancellationToken))?.Uuid,
            FilesCount = alert.Files is { Count: > 0 } files ? files.Count : null,
        },
        AlertResolved { Alert: var alert } => new SystemAlertResolved(Of(alert)),
        _ => null,
    };

    private static AlertFragment Of(Alert alert) => new()
    {
        AlertUuid = alert.Uuid, AlertId = alert.Id, Kind = alert.Kind, Severity = alert.Severity.ToString().ToLowerInvariant(), Component = alert.Component,
    };
}
