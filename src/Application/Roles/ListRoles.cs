using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Roles;

/// <summary>The roles, or one of them.</summary>
[Permission(RoleKeys.Manage, AccountTypes = [Domain.Identity.AccountType.Staff])]
public sealed record ListRoles
{
    public Ref? Id { get; init; }

    public bool IncludePermissions { get; init; }

    [Limits(1, 5)]
    public int? AccountType { get; init; }

    public bool IncludeInactive { get; init; } = true;
}

internal sealed class ListRolesHandler(IReadDb db, RoleRows rows) : IHandler<ListRoles, PageOrOne<RoleRow>>
{
    public async Task<PageOrOne<RoleRow>> Handle(ListRoles request, CancellationToken cancellationToken)
    {
        var roles = db.Of<Role>();
        if (request.Id is { } id)
        {
            roles = roles.Where(role => role.Id == id.Id || role.Uuid == id.Uuid);
        }

        if (request.AccountType is { } type)
        {
            roles = roles.Where(role => role.AccountType == (AccountType)type);
        }

        if (!request.IncludeInactive)
        {
            roles = roles.Where(role => role.IsActive);
        }

        var found = await roles.OrderBy(role => role.SortOrder).ThenBy(role => role.Level).ThenBy(role => role.Name).ThenBy(role => role.Id).ToListAsync(cancellationToken);
        return request.Id is not null && found.Count == 0
            ? throw new NotFoundRefusal(KnownRoles.NotFound)
            : new PageOrOne<RoleRow>(await rows.Of(found, request.IncludePermissions, cancellationToken), IsOne: request.Id is not null);
    }
}
