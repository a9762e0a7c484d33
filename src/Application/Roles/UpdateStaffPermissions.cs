using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Roles;

/// <summary>Gives keys to roles and account types, and takes them; all of it or nothing.</summary>
[Roles("SysOps", "Director", AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record UpdateStaffPermissions : ICommand
{
    [Items(1, 1000)]
    public required IReadOnlyList<WantedPermission> Permissions { get; init; }

    /// <summary>Answers what would change, and changes nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>One key of a role or of an account type.</summary>
public sealed record WantedPermission : IValidatableObject
{
    public Ref? RoleId { get; init; }

    [Limits(1, 5)]
    public int? AccountTypeId { get; init; }

    [Text(1, 200)]
    public required string PermissionKey { get; init; }

    public required bool PermissionValue { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RoleId is null == AccountTypeId is null)
        {
            yield return new(null, ["role_id"]);
        }
    }
}

public sealed record StaffPermissionsUpdated(IReadOnlyList<ChangedPermission> Changes)
{
    [AlsoAtTop]
    public int UpdatedCount => Changes.Count;
}

/// <param name="Because">sent, or what it is needed by, or what it needs.</param>
public sealed record ChangedPermission(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? RoleId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? AccountTypeId,
    string PermissionKey,
    bool From,
    bool To,
    string Because);

internal sealed class UpdateStaffPermissionsHandler(
    KnownRoles known,
    IRepository<Role> roles,
    IRepository<AccountTypeProfile> types,
    IReadDb db,
    PermissionRegistry registry,
    IPermissionVersions versions,
    ICurrentUser currentUser,
    ActivityDraft activity,
    TimeProvider time) : IHandler<UpdateStaffPermissions, StaffPermissionsUpdated>
{
    public async Task<StaffPermissionsUpdated> Handle(UpdateStaffPermissions request, CancellationToken cancellationToken)
    {
        await known.FollowOthers(cancellationToken);
        var changes = new List<ChangedPermission>();
        foreach (var (role, wanted) in await WantedOfRoles(request, cancellationToken))
        {
            var (granted, revoked) = Split(wanted, role.AccountType, $"role {role.Id}");
            var changed = Change($"role {role.Id}", by => role.ChangeKeys(by, registry.Catalogue, granted, revoked, time.GetUtcNow()));
            RequireFor(role.AccountType, changed);
            changes.AddRange(changed.Select(change => new ChangedPermission(role.Id, null, change.Key, !change.To, change.To, change.Because)));
        }

        foreach (var ofType in request.Permissions.Where(item => item.AccountTypeId is not null).GroupBy(item => (AccountType)item.AccountTypeId!.Value).OrderBy(items => items.Key))
        {
            var profile = await TypeOf(ofType.Key, request.DryRun, cancellationToken);
            var (granted, revoked) = Split([.. ofType], profile.Type, profile.Type.ToString());
            var changed = Change(profile.Type.ToString(), by => profile.ChangeKeys(by, registry.Catalogue, granted, revoked, time.GetUtcNow()));
            RequireFor(profile.Type, changed);
            changes.AddRange(changed.Select(change => new ChangedPermission(null, (int)profile.Type, change.Key, !change.To, change.To, change.Because)));
        }

        await Tell(request, changes, cancellationToken);
        return new StaffPermissionsUpdated(changes);
    }

    private async Task Tell(UpdateStaffPermissions request, List<ChangedPermission> changes, CancellationToken cancellationToken)
    {
        if (request.DryRun || changes.Count == 0)
        {
            activity.NothingHappened();
            return;
        }

        var (roleIds, typeIds) = (changes.Select(change => change.RoleId).OfType<long>().Distinct().ToList(), changes.Select(change => (AccountType?)change.AccountTypeId).OfType<AccountType>().Distinct().ToList());
        await versions.Raise(user => (user.RoleId != null && roleIds.Contains(user.RoleId.Value)) || typeIds.Contains(user.AccountType), cancellationToken);
        activity.Did(
            "Keys given and taken",
            [.. changes.Select(change => $"{(change.To ? "+" : "-")}{change.PermissionKey} ({(change.RoleId is { } role ? $"role {role}" : $"account type {change.AccountTypeId}")})")]);
    }

    private async Task<IReadOnlyList<(Role Role, List<WantedPermission> Wanted)>> WantedOfRoles(UpdateStaffPermissions request, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, (Role Role, List<WantedPermission> Wanted)>();
        foreach (var item in request.Permissions.Where(item => item.RoleId is not null))
        {
            var role = found.Values.Select(entry => entry.Role).FirstOrDefault(role => role.Id == item.RoleId!.Value.Id || role.Uuid == item.RoleId.Value.Uuid)
                ?? await RoleOf(item.RoleId!.Value, request.DryRun, cancellationToken);
            if (!found.TryGetValue(role.Id, out var entry))
            {
                found[role.Id] = entry = (role, []);
            }

            entry.Wanted.Add(item);
        }

        return [.. found.Values];
    }

    // What is only tried out is read and not tracked, so that nothing of it is saved.
    private async Task<Role> RoleOf(Ref role, bool dryRun, CancellationToken cancellationToken) => (dryRun
        ? await db.Of<Role>().SingleOrDefaultAsync(row => row.Id == role.Id || row.Uuid == role.Uuid, cancellationToken)
        : await roles.Find(new RoleNamed(role.Id, role.Uuid), cancellationToken)) ?? throw new NotFoundRefusal(KnownRoles.NotFound);

    private async Task<AccountTypeProfile> TypeOf(AccountType type, bool dryRun, CancellationToken cancellationToken) => dryRun
        ? await db.Of<AccountTypeProfile>().SingleAsync(profile => profile.Type == type, cancellationToken)
        : (await types.Find(new AccountTypeNamed(type), cancellationToken))!;

    private (List<string> Granted, List<string> Revoked) Split(IReadOnlyList<WantedPermission> wanted, AccountType type, string whose)
    {
        var values = new Dictionary<string, bool>();
        foreach (var item in wanted)
        {
            var key = WantedKeys.Of(registry.Catalogue, item.PermissionKey, item.PermissionValue ? type : null);
            if (!values.TryAdd(key, item.PermissionValue) && values[key] != item.PermissionValue)
            {
                throw Contradiction(key, whose);
            }
        }

        return ([.. values.Where(pair => pair.Value).Select(pair => pair.Key)], [.. values.Where(pair => !pair.Value).Select(pair => pair.Key)]);
    }

    private IReadOnlyList<KeyChange> Change(string whose, Func<Authority, IReadOnlyList<KeyChange>> change)
    {
        try
        {
            return change(currentUser.RequireCaller().Authority);
        }
        catch (ContradictoryKeys contradiction)
        {
            throw Contradiction(contradiction.Key, whose);
        }
    }

    private void RequireFor(AccountType type, IReadOnlyList<KeyChange> changes)
    {
        foreach (var gained in changes.Where(change => change.To))
        {
            WantedKeys.Of(registry.Catalogue, gained.Key, type);
        }
    }

    private static InvalidRefusal Contradiction(string key, string whose) => new("permissions", $"{key} is both granted and revoked for {whose}");
}
