using PropOps.Application.Contracts.Identity;
using PropOps.Application.Events;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>What leaves the core of accounts and roles, and as what.</summary>
internal sealed class OutgoingEvents : IOutgoingEvents
{
    public ValueTask<IIntegrationEvent?> Translate(IDomainEvent domainEvent, CancellationToken cancellationToken) => ValueTask.FromResult<IIntegrationEvent?>(domainEvent switch
    {
        AccountPermissionsChanged changed => new UserPermissionsChanged(changed.Account)
        {
            FromRoleId = changed.FromRoleId, ToRoleId = changed.ToRoleId, AddedKeys = changed.Added, RemovedKeys = changed.Removed,
        },
        RoleMade made => new RoleCreated(made.Role),
        RoleChanged changed => new RoleUpdated(changed.Role)
        {
            ChangedFields = changed.Fields,
            AddedKeys = [.. changed.Keys.Where(change => change.To).Select(change => change.Key)],
            RemovedKeys = [.. changed.Keys.Where(change => !change.To).Select(change => change.Key)],
        },
        RoleRemoved removed => new RoleDeleted(removed.Role),
        _ => null,
    });
}
