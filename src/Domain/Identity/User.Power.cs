using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <content>What the account may do: role, keys of its own and spend limit. Every method asks the <see cref="Authority"/> of whoever changes it.</content>
public sealed partial class User
{
    public long? RoleId { get; private set; }

    /// <summary>Rises with every change of type, role, keys, branches or firm; sessions read it with each request.</summary>
    public int PermissionsVersion { get; private set; } = 1;

    /// <summary>Keys that this account holds beside those of its role and type.</summary>
    public IReadOnlyList<string> GrantedKeys { get; private set; } = [];

    /// <summary>Keys that it does not hold, whoever gives them (PERM-2).</summary>
    public IReadOnlyList<string> RevokedKeys { get; private set; } = [];

    /// <summary>null is the role's (ACC-10).</summary>
    public Money? SpendLimit { get; private set; }

    /// <summary>Grants and revokes keys with what follows from it; a key granted is no longer revoked (PERM-4).</summary>
    /// <param name="given">by role and type.</param>
    /// <returns>what the account holds now and did not before, or the other way round.</returns>
    /// <exception cref="ForbiddenRefusal">the caller does not hold one of the keys.</exception>
    public IReadOnlyList<KeyChange> ChangeKeys(
        Authority by, PermissionCatalogue catalogue, PermissionSet given, IReadOnlyList<string> granted, IReadOnlyList<string> revoked, DateTimeOffset at)
    {
        var held = catalogue.Resolve(given, GrantedKeys, RevokedKeys);
        var changes = KeyChange.Plan(catalogue, held, granted, revoked);
        foreach (var key in granted.Concat(revoked).Concat(changes.Where(change => change.To).Select(change => change.Key)))
        {
            by.RequireHolds(key);
        }

        var target = Apply(held, changes);
        SetKeys(
            [.. GrantedKeys.Concat(target.Keys.Where(key => !given.Holds(key))).Distinct().Where(target.Holds)],
            [.. RevokedKeys.Concat(revoked).Concat(given.Keys).Distinct().Where(key => !target.Holds(key))],
            changes,
            at);
        return changes;
    }

    /// <summary>Makes the account hold exactly these keys and what they need.</summary>
    /// <exception cref="ForbiddenRefusal">it would gain a key that the caller does not hold.</exception>
    public IReadOnlyList<KeyChange> SyncKeys(Authority by, PermissionCatalogue catalogue, PermissionSet given, IReadOnlyList<string> wanted, DateTimeOffset at)
    {
        var held = catalogue.Resolve(given, GrantedKeys, RevokedKeys);
        var target = new PermissionSet(wanted.Concat(wanted.SelectMany(catalogue.NeededBy)).Distinct());
        IReadOnlyList<KeyChange> changes =
        [
            .. target.Keys.Where(key => !held.Holds(key)).Select(key => new KeyChange(key, true, KeyChange.Sent)),
            .. held.Keys.Where(key => !target.Holds(key)).Select(key => new KeyChange(key, false, KeyChange.Sent)),
        ];
        foreach (var gained in changes.Where(change => change.To))
        {
            by.RequireHolds(gained.Key);
        }

        SetKeys([.. target.Keys.Where(key => !given.Holds(key))], [.. given.Keys.Where(key => !target.Holds(key))], changes, at);
        return changes;
    }

    /// <param name="before">what the account may do with the role it has; <paramref name="after"/>: with the one to give.</param>
    /// <exception cref="ForbiddenRefusal">the role is as strong as the caller, holds what the caller does not, or may spend more.</exception>
    public void GiveRole(Authority by, AccountPower before, AccountPower after, DateTimeOffset at)
    {
        var role = after.Role!;
        RequireGiven(by, after);
        if (AccountType.Spends() && after.SpendLimit != before.SpendLimit)
        {
            by.RequireLimitsSpendingTo(after.SpendLimit);
        }

        if (RoleId == role.Id)
        {
            return;
        }

        Raise(new AccountPermissionsChanged(
            this,
            RoleId,
            role.Id,
            [.. after.Keys.Keys.Where(key => !before.Keys.Holds(key))],
            [.. before.Keys.Keys.Where(key => !after.Keys.Holds(key))]));
        RoleId = role.Id;
        PermissionsVersion++;
        Changed(at);
    }

    /// <param name="limit">null is that of <paramref name="role"/>.</param>
    /// <exception cref="ForbiddenRefusal">it is above the caller's own, or null means more than that.</exception>
    /// <exception cref="InvalidRefusal">accounts of this type order nothing.</exception>
    public void LimitSpending(Authority by, Money? limit, Role? role, DateTimeOffset at)
    {
        if (limit == SpendLimit)
        {
            return;
        }

        if (!AccountType.Spends())
        {
            throw new InvalidRefusal("spend_limit");
        }

        by.RequireLimitsSpendingTo(limit ?? role?.SpendLimit);
        SpendLimit = limit;
        PermissionsVersion++;
        Changed(at);
    }

    private void RequireGiven(Authority by, AccountPower power)
    {
        by.RequireGives(power.Role!, power.Given);
        if (power.Role!.AccountType != AccountType)
        {
            throw new InvalidRefusal("role_id", $"This role is for {power.Role.AccountType} accounts");
        }
    }

    private static PermissionSet Apply(PermissionSet held, IReadOnlyList<KeyChange> changes) => new(
        held.Keys.Where(key => !changes.Any(change => change.Key == key && !change.To)).Concat(changes.Where(change => change.To).Select(change => change.Key)));

    private void SetKeys(IReadOnlyList<string> granted, IReadOnlyList<string> revoked, IReadOnlyList<KeyChange> changes, DateTimeOffset at)
    {
        if (changes.Count == 0 && granted.SequenceEqual(GrantedKeys) && revoked.SequenceEqual(RevokedKeys))
        {
            return;
        }

        (GrantedKeys, RevokedKeys) = (granted, revoked);
        PermissionsVersion++;
        Changed(at);
        if (changes.Count > 0)
        {
            Raise(new AccountPermissionsChanged(
                this, RoleId, RoleId, [.. changes.Where(change => change.To).Select(change => change.Key)], [.. changes.Where(change => !change.To).Select(change => change.Key)]));
        }
    }
}
