using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Roles;

/// <summary>Removes a role that no account has.</summary>
[Permission(RoleKeys.Manage, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record DeleteRole : ICommand
{
    public required Ref Id { get; init; }
}

internal sealed class DeleteRoleHandler(KnownRoles roles, IRepository<Role> repository, ICurrentUser currentUser, ActivityDraft activity) : IHandler<DeleteRole, Nothing?>
{
    public async Task<Nothing?> Handle(DeleteRole request, CancellationToken cancellationToken)
    {
        var role = await roles.ToChange(request.Id, cancellationToken);
        role.Remove(currentUser.RequireCaller().Authority, await roles.AccountsWith(role, cancellationToken));
        repository.Remove(role);
        activity.About("role", role.Id, role.Uuid, "Role deleted");
        return null;
    }
}
