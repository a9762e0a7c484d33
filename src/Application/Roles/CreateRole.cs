using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Roles;

/// <summary>Makes a role below its maker.</summary>
[Permission(RoleKeys.Manage, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record CreateRole : ICommand
{
    [Text(1, 60), Label]
    public required string Name { get; init; }

    [Text(0, 300)]
    public string? Description { get; init; }

    [Limits(1, 100)]
    public required int Level { get; init; }

    [Limits(1, 5)]
    public int AccountTypeId { get; init; } = (int)AccountType.Staff;

    [Limits(0, 1000)]
    public int SortOrder { get; init; } = 100;

    public bool IsActive { get; init; } = true;

    public Ref? ParentRoleId { get; init; }

    /// <summary>Copies the parent's keys that the caller holds, once.</summary>
    public bool InheritPermissions { get; init; }

    [Amount("0", "1000000000")]
    public decimal? SpendLimit { get; init; }
}

internal sealed class CreateRoleHandler(
    IRepository<Role> roles, IReadDb db, PermissionRegistry registry, ICurrentUser currentUser, RoleRows rows, ActivityDraft activity, TimeProvider time)
    : IHandler<CreateRole, RoleRow>
{
    public async Task<RoleRow> Handle(CreateRole request, CancellationToken cancellationToken)
    {
        var authority = currentUser.RequireCaller().Authority;
        var parent = request.ParentRoleId is { } named
            ? await db.Of<Role>().SingleOrDefaultAsync(role => role.Id == named.Id || role.Uuid == named.Uuid, cancellationToken) ?? throw new NotFoundRefusal(KnownRoles.NotFound)
            : null;
        var wanted = parent is not null && request.InheritPermissions ? registry.Catalogue.Given(parent.Keys) : PermissionSet.Nothing;
        var copied = new PermissionSet(wanted.Keys.Where(key => registry.Catalogue.NeededBy(key).Prepend(key).All(authority.Keys.Holds)));
        var role = Role.Create(
            authority,
            new NewRole(request.Name, request.Level, (AccountType)request.AccountTypeId)
            {
                Description = request.Description,
                SortOrder = request.SortOrder,
                IsActive = request.IsActive,
                SpendLimit = request.SpendLimit is { } limit ? Money.FromDecimal(limit) : null,
            },
            parent,
            copied,
            time.GetUtcNow());
        roles.Add(role);
        activity.About("role", role.Id, role.Uuid, "Role made");
        return await rows.Of(role, cancellationToken) with { SkippedKeys = [.. wanted.Keys.Where(key => !copied.Holds(key))] };
    }
}
