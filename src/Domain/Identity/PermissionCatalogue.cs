namespace PropOps.Domain.Identity;

/// <summary>Every key that something names (PERM-9), what depends on what, and who holds what.</summary>
public sealed class PermissionCatalogue
{
    private readonly Dictionary<string, KnownKey> _keys;
    private readonly Dictionary<string, List<string>> _needs;

    public PermissionCatalogue(IEnumerable<KnownKey> keys)
    {
        Keys = [.. keys.OrderBy(key => key.Key, StringComparer.Ordinal)];
        _keys = Keys.ToDictionary(key => PermissionSet.Normalise(key.Key));
        _needs = Keys.ToDictionary(key => key.Key, key => Needs(key.Key));
    }

    public IReadOnlyList<KnownKey> Keys { get; }

    /// <returns>null for a key that nothing names.</returns>
    public KnownKey? Find(string key) => _keys.GetValueOrDefault(PermissionSet.Normalise(key));

    /// <summary>What a known key needs, and what that needs.</summary>
    public IReadOnlyList<string> NeededBy(string key) => _needs[key];

    /// <summary>What is useless without this key.</summary>
    public IEnumerable<string> Needing(string key) => Keys.Select(known => known.Key).Where(known => _needs[known].Contains(key));

    public PermissionSet Given(params IReadOnlyList<KeyRules> rules) => new(Keys.Select(key => key.Key).Where(key => rules.Any(rule => rule.Gives(key))));

    /// <summary>PERM-2: what role and account type give, and what was granted to the account, less what was revoked from it.</summary>
    public PermissionSet Resolve(PermissionSet given, IReadOnlyList<string> granted, IReadOnlyList<string> revoked)
    {
        if (granted.Count == 0 && revoked.Count == 0)
        {
            return given;
        }

        var (own, taken) = (new PermissionSet(granted), new PermissionSet(revoked));
        return new PermissionSet(Keys.Select(key => key.Key).Where(key => (given.Holds(key) || own.Holds(key)) && !taken.Holds(key)));
    }

    private List<string> Needs(string key)
    {
        var found = new List<string>();
        var open = new Queue<string>([key]);
        while (open.TryDequeue(out var next))
        {
            foreach (var needed in KeyDependencies.Of(next).Select(Find).OfType<KnownKey>().Where(needed => needed.Key != key && !found.Contains(needed.Key)))
            {
                found.Add(needed.Key);
                open.Enqueue(needed.Key);
            }
        }

        return found;
    }
}

/// <summary>A key in its published spelling, and the account types for which it opens something; none = every one.</summary>
public sealed record KnownKey(string Key, IReadOnlyList<AccountType> AccountTypes)
{
    public bool IsFor(AccountType type) => AccountTypes.Count == 0 || AccountTypes.Contains(type);
}
