using Ardalis.Specification;

namespace PropOps.Domain.Identity;

/// <summary>The account with this mail address, by its keyed token.</summary>
public sealed class UserByEmailToken : Specification<User>
{
    public UserByEmailToken(string token) => Query.Where(user => user.EmailToken == token);
}

public sealed class UserById : Specification<User>
{
    public UserById(long id) => Query.Where(user => user.Id == id);
}

public sealed class AppearanceOf : Specification<AccountAppearance>
{
    public AppearanceOf(long userId) => Query.Where(appearance => appearance.UserId == userId);
}

/// <summary>The account that somebody names, by its number or its UUID.</summary>
public sealed class AccountNamed : Specification<User>
{
    public AccountNamed(long? id, Guid? uuid) => Query.Where(user => user.Id == id || user.Uuid == uuid);
}
