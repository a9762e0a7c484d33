using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>What an account type gives its accounts: a level to those without a role, and keys to all of them.</summary>
public sealed class AccountTypeProfile : AggregateRoot
{
    private AccountTypeProfile()
    {
    }

    public AccountTypeProfile(AccountType type, DateTimeOffset at)
    {
        (Type, Level) = (type, type.SeededLevel());
        Created(at);
    }

    public AccountType Type { get; private set; }

    /// <summary>1 is the strongest.</summary>
    public int Level { get; private set; }

    public IReadOnlyList<string> Grants { get; private set; } = [];

    public IReadOnlyList<string> Minus { get; private set; } = [];

    public KeyRules Keys => new(Grants, Minus);

    /// <returns>what changed, with what follows from it.</returns>
    public IReadOnlyList<KeyChange> ChangeKeys(Authority by, PermissionCatalogue catalogue, IReadOnlyList<string> granted, IReadOnlyList<string> revoked, DateTimeOffset at)
    {
        var changes = KeyChange.Plan(catalogue, catalogue.Given(Keys), granted, revoked);
        foreach (var change in changes)
        {
            // Taking a key from every account of one's own type would take it from oneself and from those who are stronger.
            if (!by.IsStrongerThan(Level) || (change.To ? !by.Keys.Holds(change.Key) : Type == by.Type || (change.WasSent && !by.Keys.Holds(change.Key))))
            {
                throw new ForbiddenRefusal($"You cannot change {change.Key} for {Type}");
            }
        }

        if (changes.Count > 0)
        {
            var rules = changes.Aggregate(Keys, (rules, change) => change.To ? rules.With(change.Key) : rules.Without(change.Key));
            (Grants, Minus) = (rules.Grants, rules.Minus);
            Changed(at);
        }

        return changes;
    }

    /// <exception cref="ForbiddenRefusal">it is the caller's own type, or it is or would be as strong as the caller.</exception>
    public void SetLevel(Authority by, int level, DateTimeOffset at)
    {
        if (Type == by.Type || !by.IsStrongerThan(Level) || !by.IsStrongerThan(level))
        {
            throw new ForbiddenRefusal("You cannot change this level");
        }

        if (level != Level)
        {
            Level = level;
            Changed(at);
        }
    }
}
