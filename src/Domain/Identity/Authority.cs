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
    /// Whoever makes a staff account, acts as it or chooses where its reset links go has the whole of what its keys open, so those
    /// must be held: else a manager could make a finance account, or take one over, and sign in with it. Of other types the type
    /// itself bounds what a key reaches.
    /// </summary>
    private bool Covers(AccountType type, PermissionSet keys) => type != AccountType.Staff || keys.Keys.All(Keys.Holds);

    /// <summary>For what would let the caller use the account: its address, and acting as it.</summary>
    /// <exception cref="ForbiddenRefusal">it may do what the caller may not.</exception>
    public void RequireCovers(AccountPower power)
    {
        if (!Covers(power.Account.AccountType, power.Keys))
        {
            throw CannotManage();
        }
    }

    /// <summary>Whoever began to act as an account may still do so.</summary>
    public bool MayActAs(Guid account, AccountType type, int level, PermissionSet keys) => Manages(account, level) && Covers(type, keys);

    /// <summary>A role is given by whoever is stronger, and of Staff holds all of its keys.</summary>
    public bool Gives(Role role, PermissionSet keys) => IsStrongerThan(role.Level) && Covers(role.AccountType, keys);

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
