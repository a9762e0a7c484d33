using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Roles;

/// <summary>The keys that roles hold.</summary>
[Roles("SysOps", "Director", AccountTypes = [AccountType.Staff])]
public sealed record ListStaffPermissions
{
    public Ref? RoleId { get; init; }

    [Limits(1, 5000)]
    public int Limit { get; init; } = 5000;
}

public sealed record StaffPermissionAssignment(long RoleId, string PermissionKey, bool PermissionValue);

internal sealed class ListStaffPermissionsHandler(IReadDb db, PermissionRegistry registry) : IHandler<ListStaffPermissions, Page<StaffPermissionAssignment>>
{
    public async Task<Page<StaffPermissionAssignment>> Handle(ListStaffPermissions request, CancellationToken cancellationToken)
    {
        var named = request.RoleId;
        var roles = await db.Of<Role>().Where(role => named == null || role.Id == named.Value.Id || role.Uuid == named.Value.Uuid).OrderBy(role => role.Id).ToListAsync(cancellationToken);
        return named is not null && roles.Count == 0
            ? throw new NotFoundRefusal(KnownRoles.NotFound)
            : new Page<StaffPermissionAssignment>(
            [
                .. roles.SelectMany(role => registry.Catalogue.Given(role.Keys).Keys.Select(key => new StaffPermissionAssignment(role.Id, key, PermissionValue: true))).Take(request.Limit),
            ]);
    }
}
