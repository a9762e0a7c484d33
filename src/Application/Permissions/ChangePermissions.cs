using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Roles;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Permissions;

/// <summary>Gives keys to one account, with what they need.</summary>
[Permission(AccountKeys.Permissions, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record GrantPermissions : ICommand
{
    [Alias("uuid", "user_id")]
    public required Ref UserUuid { get; init; }

    [Items(1, 500), Text(1, 200)]
    public required IReadOnlyList<string> Permissions { get; init; }
}

/// <summary>Takes keys from one account, with what needs them, whoever gives them.</summary>
[Permission(AccountKeys.Permissions, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record RevokePermissions : ICommand
{
    [Alias("uuid", "user_id")]
    public required Ref UserUuid { get; init; }

    [Items(1, 500), Text(1, 200)]
    public required IReadOnlyList<string> Permissions { get; init; }
}

/// <summary>Makes one account hold exactly these keys and what they need.</summary>
[Permission(AccountKeys.Permissions, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record SyncPermissions : ICommand
{
    [Alias("uuid", "user_id")]
    public required Ref UserUuid { get; init; }

    [Items(0, 500), Text(1, 200)]
    public required IReadOnlyList<string> Permissions { get; init; }
}

/// <param name="Permissions">what the account holds now.</param>
public sealed record PermissionsChanged(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyDictionary<string, bool> Permissions);

internal sealed class ChangePermissionsHandler(ManagedAccounts accounts, PermissionRegistry registry, ICurrentUser currentUser, ActivityDraft activity, ISecurityLog securityLog, TimeProvider time) :
    IHandler<GrantPermissions, PermissionsChanged>,
    IHandler<RevokePermissions, PermissionsChanged>,
    IHandler<SyncPermissions, PermissionsChanged>
{
    private Authority By => currentUser.RequireCaller().Authority;

    public Task<PermissionsChanged> Handle(GrantPermissions request, CancellationToken cancellationToken) => Change(
        request.UserUuid,
        request.Permissions,
        isHeldAfterwards: true,
        (power, keys) => power.Account.ChangeKeys(By, registry.Catalogue, power.Given, keys, [], time.GetUtcNow()),
        cancellationToken);

    public Task<PermissionsChanged> Handle(RevokePermissions request, CancellationToken cancellationToken) => Change(
        request.UserUuid,
        request.Permissions,
        isHeldAfterwards: false,
        (power, keys) => power.Account.ChangeKeys(By, registry.Catalogue, power.Given, [], keys, time.GetUtcNow()),
        cancellationToken);

    public Task<PermissionsChanged> Handle(SyncPermissions request, CancellationToken cancellationToken) => Change(
        request.UserUuid,
        request.Permissions,
        isHeldAfterwards: true,
        (power, keys) => power.Account.SyncKeys(By, registry.Catalogue, power.Given, keys, time.GetUtcNow()),
        cancellationToken);

    private async Task<PermissionsChanged> Change(
        Ref account, IReadOnlyList<string> sent, bool isHeldAfterwards, Func<AccountPower, IReadOnlyList<string>, IReadOnlyList<KeyChange>> change, CancellationToken cancellationToken)
    {
        var power = await accounts.ManagedToChange(account, cancellationToken);
        var type = power.Account.AccountType;
        List<string> keys = [.. sent.Select(key => WantedKeys.Of(registry.Catalogue, key, isHeldAfterwards ? type : null)).Distinct()];
        var changes = change(power, keys);
        foreach (var gained in changes.Where(gained => gained.To))
        {
            WantedKeys.Of(registry.Catalogue, gained.Key, type);
        }

        activity.About("user", power.Account.Id, power.Account.Uuid, "Keys given and taken", [.. changes.Select(changed => $"{(changed.To ? "+" : "-")}{changed.Key}")]);
        if (changes.Count > 0)
        {
            securityLog.Add(new SecurityNote(SecurityEventType.PermissionChanged, power.Account.Id) { Detail = $"{changes.Count} keys given or taken" });
        }

        var after = AccountPower.Of(power.Account, power.Role, power.Type, registry.Catalogue);
        return new PermissionsChanged(
            [.. changes.Where(changed => changed.To).Select(changed => changed.Key)],
            [.. changes.Where(changed => !changed.To).Select(changed => changed.Key)],
            PermissionMap.Marked(after.Keys.Keys));
    }
}
