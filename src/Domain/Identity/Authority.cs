using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>
/// What somebody may do to the power of others. Every change of an account's or a role's power is asked here, so that no
/// chain of them lifts anybody above those who took part in it (PERM-5, PERM-6, ACC-1, ACC-10, ROLE-2).
/// </summary>
/// <param name="SpendLimit">null is none.</param>
public sealed record Authority(Guid Account, AccountType Type, int Level, Guid? Role, PermissionSet Keys, Money? SpendLimit)
{
    /// <summary>1 is the strongest level.</summary>
    public bool IsStrongerThan(int level) => Level < level;

    public bool Manages(Guid account, int level) => account != Account && IsStrongerThan(level);

    /// <exception cref="ForbiddenRefusal">the account is as strong, or the caller's own.</exception>
    public void RequireManages(Guid account, int level)
    {
        if (!Manages(account, level))
        {
            throw CannotManage();
        }
    }

    public static ForbiddenRefusal CannotManage() => new("You cannot manage this account");

    /// <summary>
    /// A role is given by whoever is stronger. A staff role is the whole of what its keys open, so those must be held as well:
    /// else a manager could make a finance account and sign in with it. Of other types the type itself bounds what a key reaches.
    /// </summary>
    public bool Gives(Role role, PermissionSet keys) =>
        IsStrongerThan(role.Level) && (role.AccountType != AccountType.Staff || keys.Keys.All(Keys.Holds));

    /// <exception cref="ForbiddenRefusal">the role is as strong, or holds what the caller does not.</exception>
    public void RequireGives(Role role, PermissionSet keys)
    {
        if (!Gives(role, keys))
        {
            throw new ForbiddenRefusal("You cannot give this role");
        }
    }

    public void RequireHolds(string key)
    {
        if (!Keys.Holds(key))
        {
            throw new ForbiddenRefusal($"You do not hold {key}");
        }
    }

    /// <param name="ending">the limit that the account or role would have then; null is none.</param>
    public void RequireLimitsSpendingTo(Money? ending)
    {
        if (SpendLimit is { } own && !(ending <= own))
        {
            throw new ForbiddenRefusal("You cannot give a spend limit above your own");
        }
    }
}
