using PropOps.Application.Contracts.Organisation;
using PropOps.Application.Events;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;

namespace PropOps.Application.Lookups;

internal sealed class OutgoingEvents : IOutgoingEvents
{
    public ValueTask<IIntegrationEvent?> Translate(IDomainEvent domainEvent, CancellationToken cancellationToken) => ValueTask.FromResult<IIntegrationEvent?>(domainEvent switch
    {
        TagMade { Tag: var tag } => new LookupChanged("job_tag", tag.Id, tag.Name, "created"),
        _ => null,
    });
}
