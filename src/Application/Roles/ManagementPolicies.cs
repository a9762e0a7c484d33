using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Roles;

/// <summary>How strong roles and account types are.</summary>
[Permission(RoleKeys.Policy, AccountTypes = [AccountType.Staff])]
public sealed record ListManagementPolicies;

/// <param name="Entity">role or account_type.</param>
/// <param name="IsOwn">the caller's.</param>
public sealed record ManagementPolicy(string Entity, long Id, string Name, int Level, bool IsOwn);

/// <summary>Makes a role or account type stronger or weaker; 1 is the strongest.</summary>
[Permission(RoleKeys.Policy, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record UpdateManagementPolicy : ICommand
{
    [OneOf("role", "account_type")]
    public required string Entity { get; init; }

    public required Ref Id { get; init; }

    [Limits(1, 100)]
    public required int Level { get; init; }
}

public sealed record ChangedPolicy(string Entity, long Id, int Level);

internal sealed class ListManagementPoliciesHandler(IReadDb db, ICurrentUser currentUser) : IHandler<ListManagementPolicies, Page<ManagementPolicy>>
{
    public async Task<Page<ManagementPolicy>> Handle(ListManagementPolicies request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var roles = await db.Of<Role>().OrderBy(role => role.Level).ThenBy(role => role.Id).ToListAsync(cancellationToken);
        var types = await db.Of<AccountTypeProfile>().OrderBy(type => type.Type).ToListAsync(cancellationToken);
        return new Page<ManagementPolicy>(
        [
            .. roles.Select(role => new ManagementPolicy("role", role.Id, role.Name, role.Level, role.Id == caller.RoleId)),
            .. types.Select(type => new ManagementPolicy("account_type", (int)type.Type, type.Type.ToString(), type.Level, type.Type == caller.Type)),
        ]);
    }
}

internal sealed class UpdateManagementPolicyHandler(
    KnownRoles roles, IRepository<AccountTypeProfile> types, IPermissionVersions versions, ICurrentUser currentUser, ActivityDraft activity, TimeProvider time)
    : IHandler<UpdateManagementPolicy, ChangedPolicy>
{
    public async Task<ChangedPolicy> Handle(UpdateManagementPolicy request, CancellationToken cancellationToken)
    {
        var authority = currentUser.RequireCaller().Authority;
        if (request.Entity == "role")
        {
            var role = await roles.ToChange(request.Id, cancellationToken);
            role.SetLevel(authority, request.Level, time.GetUtcNow());
            await versions.Raise(user => user.RoleId == role.Id, cancellationToken);
            activity.About("role", role.Id, role.Uuid, "Level changed", ["level"]);
            return new ChangedPolicy(request.Entity, role.Id, role.Level);
        }

        await roles.FollowOthers(cancellationToken);
        var type = await types.Find(new AccountTypeNamed((AccountType)(request.Id.Id ?? 0)), cancellationToken) ?? throw new NotFoundRefusal("Account type");
        type.SetLevel(authority, request.Level, time.GetUtcNow());
        await versions.Raise(user => user.AccountType == type.Type && user.RoleId == null, cancellationToken);
        activity.About("account_type", (int)type.Type, type.Uuid, "Level changed", ["level"]);
        return new ChangedPolicy(request.Entity, (int)type.Type, type.Level);
    }
}
