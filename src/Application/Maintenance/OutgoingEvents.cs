using PropOps.Application.Contracts.Installation;
using PropOps.Application.Events;
using PropOps.Domain.Kernel;
using PropOps.Domain.Maintenance;

namespace PropOps.Application.Maintenance;

internal sealed class OutgoingEvents : IOutgoingEvents
{
    public ValueTask<IIntegrationEvent?> Translate(IDomainEvent domainEvent, CancellationToken cancellationToken) => ValueTask.FromResult<IIntegrationEvent?>(domainEvent switch
    {
        MaintenanceBegan began => new MaintenanceChanged(IsOn: true, began.Reason, began.Until),
        MaintenanceEnded => new MaintenanceChanged(IsOn: false, Reason: null, Until: null),
        _ => null,
    });
}
