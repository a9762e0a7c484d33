using System.ComponentModel.DataAnnotations;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Roles;

/// <summary>Changes what a role is called, how strong it is and what its accounts may spend; its keys are changed by themselves.</summary>
[Permission(RoleKeys.Manage, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record UpdateRole : ICommand
{
    public required Ref Id { get; init; }

    [Text(1, 60), Label]
    public string? Name { get; init; }

    [Text(0, 300)]
    public Patch<string?> Description { get; init; }

    [Limits(1, 100)]
    public int? Level { get; init; }

    [Limits(0, 1000)]
    public int? SortOrder { get; init; }

    public bool? IsActive { get; init; }

    [Amount("0", "1000000000")]
    public Patch<decimal?> SpendLimit { get; init; }

    public int? Version { get; init; }
}

internal sealed class UpdateRoleHandler(
    KnownRoles roles, IPermissionVersions versions, ICurrentUser currentUser, RoleRows rows, ActivityDraft activity, TimeProvider time)
    : IHandler<UpdateRole, RoleRow>
{
    public async Task<RoleRow> Handle(UpdateRole request, CancellationToken cancellationToken)
    {
        var authority = currentUser.RequireCaller().Authority;
        var role = await roles.ToChange(request.Id, cancellationToken);
        role.RequireChangedBy(authority);
        role.RequireVersion(request.Version);
        var changed = role.Revise(
            authority,
            new RoleRevision(
                request.Name ?? role.Name,
                request.Description.Or(role.Description),
                request.Level ?? role.Level,
                request.SortOrder ?? role.SortOrder,
                request.IsActive ?? role.IsActive,
                request.SpendLimit.IsSent ? request.SpendLimit.Value is { } limit ? Money.FromDecimal(limit) : null : role.SpendLimit),
            await roles.AccountsWith(role, cancellationToken),
            time.GetUtcNow());
        if (changed.Contains("level") || changed.Contains("spend_limit"))
        {
            await versions.Raise(user => user.RoleId == role.Id, cancellationToken);
        }

        activity.About("role", role.Id, role.Uuid, "Role changed", changed);
        return await rows.Of(role, cancellationToken);
    }
}
