using PropOps.Application.Contracts.Identity;
using PropOps.Application.Events;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity;

/// <summary>What the others are told of accounts, and as what.</summary>
internal sealed class OutgoingEvents : IOutgoingEvents
{
    public ValueTask<IIntegrationEvent?> Translate(IDomainEvent domainEvent, CancellationToken cancellationToken) => ValueTask.FromResult<IIntegrationEvent?>(domainEvent switch
    {
        PasswordChosen chosen => new UserPasswordChanged(Of(chosen.User)) { By = chosen.By.ToString().ToLowerInvariant() },
        PasswordBreached breached => new UserPasswordBreached(Of(breached.User)),
        AccountPermissionsChanged changed => new UserPermissionsChanged(Of(changed.Account))
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

    private static UserFragment Of(User user) => new() { UserUuid = user.Uuid, UserId = user.Id, AccountType = user.AccountType.ToString() };
}
