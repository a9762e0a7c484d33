using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>
/// A named set of permission keys for one account type. Keys are kept as patterns (<c>*</c> = any rest of the key), so
/// that a role seeded today also holds the keys of operations that are built tomorrow; <see cref="Minus"/> wins.
/// </summary>
public sealed class Role : AggregateRoot
{
    private static readonly string[] BuiltIn = ["SysOps", "Director", "API"];

    private Role()
    {
    }

    private Role(string name, int level, AccountType accountType, KeyRules keys, int sortOrder, DateTimeOffset at)
    {
        (Name, NameKey, Level, AccountType, Grants, Minus, SortOrder) = (name, KeyOf(name), level, accountType, keys.Grants, keys.Minus, sortOrder);
        Created(at);
    }

    public Role(SeededRole seed, DateTimeOffset at)
        : this(seed.Name, seed.Level, seed.AccountType, new KeyRules(seed.Grants, seed.Minus), seed.Id * 10, at) =>
        IsSystem = BuiltIn.Contains(seed.Name);

    public string Name { get; private set; } = "";

    /// <summary>The name as it is compared: no two roles differ in case only.</summary>
    public string NameKey { get; private set; } = "";

    public string? Description { get; private set; }

    /// <summary>1 is the strongest.</summary>
    public int Level { get; private set; }

    public AccountType AccountType { get; private set; }

    public int SortOrder { get; private set; }

    /// <summary>Can be given to accounts.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>SysOps, Director and API: neither renamed, levelled, switched off nor deleted.</summary>
    public bool IsSystem { get; private set; }

    /// <summary>Where it was copied from.</summary>
    public long? ParentRoleId { get; private set; }

    /// <summary>null is none.</summary>
    public Money? SpendLimit { get; private set; }

    public IReadOnlyList<string> Grants { get; private set; } = [];

    public IReadOnlyList<string> Minus { get; private set; } = [];

    public KeyRules Keys => new(Grants, Minus);

    /// <summary>A new role below its maker; of a parent's keys it gets those that the maker holds.</summary>
    /// <exception cref="ForbiddenRefusal">it would be as strong as its maker, or may spend more.</exception>
    public static Role Create(Authority by, NewRole wanted, Role? parent, PermissionSet copied, DateTimeOffset at)
    {
        if (!by.IsStrongerThan(wanted.Level))
        {
            throw new ForbiddenRefusal("You can only create roles below your own level");
        }

        if (parent is not null && parent.AccountType != wanted.AccountType)
        {
            throw new InvalidRefusal("parent_role_id", "The parent role must be of the same account type");
        }

        foreach (var key in copied.Keys)
        {
            by.RequireHolds(key);
        }

        var role = new Role(wanted.Name, wanted.Level, wanted.AccountType, new KeyRules(copied.Keys, []), wanted.SortOrder, at)
        {
            Description = wanted.Description,
            IsActive = wanted.IsActive,
            ParentRoleId = parent?.Id,
            SpendLimit = wanted.SpendLimit,
        };
        role.RequireLimit(by, wanted.SpendLimit);
        role.Raise(new RoleMade(role));
        return role;
    }

    public void RequireChangedBy(Authority by)
    {
        if (!by.IsStrongerThan(Level))
        {
            throw new ForbiddenRefusal("You cannot change this role");
        }
    }

    /// <returns>the names of the fields that changed.</returns>
    /// <exception cref="ForbiddenRefusal">it is as strong as the caller or would be, or may spend more.</exception>
    /// <exception cref="ConflictRefusal">it is built in, or accounts have it.</exception>
    public IReadOnlyList<string> Revise(Authority by, RoleRevision wanted, int accounts, DateTimeOffset at)
    {
        RequireChangedBy(by);
        if (!by.IsStrongerThan(wanted.Level))
        {
            throw new ForbiddenRefusal("You cannot change this role");
        }

        if (wanted.SpendLimit != SpendLimit)
        {
            RequireLimit(by, wanted.SpendLimit);
        }

        if (IsSystem && (wanted.Name != Name || wanted.Level != Level || !wanted.IsActive))
        {
            throw new ConflictRefusal($"{Name} is a built-in role");
        }

        if (IsActive && !wanted.IsActive)
        {
            RequireUnused(accounts);
        }

        (string Field, bool Differs)[] fields =
        [
            ("name", wanted.Name != Name),
            ("description", wanted.Description != Description),
            ("level", wanted.Level != Level),
            ("sort_order", wanted.SortOrder != SortOrder),
            ("is_active", wanted.IsActive != IsActive),
            ("spend_limit", wanted.SpendLimit != SpendLimit),
        ];
        (Name, NameKey, Description, Level, SortOrder, IsActive, SpendLimit) = (wanted.Name, KeyOf(wanted.Name), wanted.Description, wanted.Level, wanted.SortOrder, wanted.IsActive, wanted.SpendLimit);
        return HasChanged([.. fields.Where(field => field.Differs).Select(field => field.Field)], [], at);
    }

    /// <exception cref="ForbiddenRefusal">it is or would be as strong as the caller.</exception>
    public void SetLevel(Authority by, int level, DateTimeOffset at)
    {
        if (Name == "SysOps" && IsSystem)
        {
            throw new ConflictRefusal("SysOps is always level 1");
        }

        if (Uuid == by.Role || !by.IsStrongerThan(Level) || !by.IsStrongerThan(level))
        {
            throw new ForbiddenRefusal("You cannot change this level");
        }

        if (level != Level)
        {
            Level = level;
            HasChanged(["level"], [], at);
        }
    }

    /// <returns>what changed, with what follows from it.</returns>
    /// <exception cref="ForbiddenRefusal">the role is as strong as the caller, or the caller does not hold one of the keys.</exception>
    public IReadOnlyList<KeyChange> ChangeKeys(Authority by, PermissionCatalogue catalogue, IReadOnlyList<string> granted, IReadOnlyList<string> revoked, DateTimeOffset at)
    {
        var changes = KeyChange.Plan(catalogue, catalogue.Given(Keys), granted, revoked);
        foreach (var change in changes)
        {
            if (!by.IsStrongerThan(Level) || ((change.To || change.WasSent) && !by.Keys.Holds(change.Key)))
            {
                throw new ForbiddenRefusal($"You cannot change {change.Key} for {Name}");
            }
        }

        if (changes.Count > 0)
        {
            var rules = changes.Aggregate(Keys, (rules, change) => change.To ? rules.With(change.Key) : rules.Without(change.Key));
            (Grants, Minus) = (rules.Grants, rules.Minus);
            HasChanged(["permissions"], changes, at);
        }

        return changes;
    }

    public void Remove(Authority by, int accounts)
    {
        RequireChangedBy(by);
        if (IsSystem)
        {
            throw new ConflictRefusal($"{Name} is a built-in role");
        }

        RequireUnused(accounts);
        Raise(new RoleRemoved(this));
    }

    private static string KeyOf(string name) => name.ToUpperInvariant();

    private static void RequireUnused(int accounts)
    {
        if (accounts > 0)
        {
            throw new ConflictRefusal($"{accounts} accounts have this role. Give them another first.");
        }
    }

    private void RequireLimit(Authority by, Money? wanted)
    {
        if (AccountType.Spends())
        {
            by.RequireLimitsSpendingTo(wanted);
        }
        else if (wanted is not null)
        {
            throw new InvalidRefusal("spend_limit");
        }
    }

    private IReadOnlyList<string> HasChanged(IReadOnlyList<string> fields, IReadOnlyList<KeyChange> keys, DateTimeOffset at)
    {
        if (fields.Count > 0)
        {
            Changed(at);
            Raise(new RoleChanged(this, fields, keys));
        }

        return fields;
    }
}

public sealed record NewRole(string Name, int Level, AccountType AccountType)
{
    public string? Description { get; init; }

    public int SortOrder { get; init; } = 100;

    public bool IsActive { get; init; } = true;

    public Money? SpendLimit { get; init; }
}

/// <summary>The fields of a role as they shall be.</summary>
public sealed record RoleRevision(string Name, string? Description, int Level, int SortOrder, bool IsActive, Money? SpendLimit);

public sealed record RoleMade(Role Role) : IDomainEvent;

public sealed record RoleChanged(Role Role, IReadOnlyList<string> Fields, IReadOnlyList<KeyChange> Keys) : IDomainEvent;

public sealed record RoleRemoved(Role Role) : IDomainEvent;
