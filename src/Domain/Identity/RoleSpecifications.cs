using Ardalis.Specification;

namespace PropOps.Domain.Identity;

/// <summary>The role that somebody names, by its number or its UUID.</summary>
public sealed class RoleNamed : Specification<Role>
{
    public RoleNamed(long? id, Guid? uuid) => Query.Where(role => role.Id == id || role.Uuid == uuid);
}

public sealed class AccountTypeNamed : Specification<AccountTypeProfile>
{
    public AccountTypeNamed(AccountType type) => Query.Where(profile => profile.Type == type);
}
