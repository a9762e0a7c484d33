namespace PropOps.Domain.Identity;

/// <summary>
/// Which keys a role or an account type gives: patterns (<c>*</c> = any rest of the key), and less what
/// <paramref name="Minus"/> takes away. A key that is named decides over a pattern; else minus wins.
/// </summary>
public sealed record KeyRules(IReadOnlyList<string> Grants, IReadOnlyList<string> Minus)
{
    public static KeyRules None { get; } = new([], []);

    public bool Gives(string key) =>
        !Minus.Any(rule => IsSame(rule, key))
        && (Grants.Any(rule => IsSame(rule, key)) || (Grants.Any(rule => Meets(rule, key)) && !Minus.Any(rule => Meets(rule, key))));

    public KeyRules With(string key)
    {
        var rules = new KeyRules(Grants, [.. Minus.Where(rule => !IsSame(rule, key))]);
        return rules.Gives(key) ? rules : rules with { Grants = [.. rules.Grants, key] };
    }

    public KeyRules Without(string key)
    {
        var rules = new KeyRules([.. Grants.Where(rule => !IsSame(rule, key))], Minus);
        return rules.Gives(key) ? rules with { Minus = [.. rules.Minus, key] } : rules;
    }

    private static bool IsSame(string rule, string key) => PermissionSet.Normalise(rule) == PermissionSet.Normalise(key);

    private static bool Meets(string rule, string key) =>
        rule.EndsWith('*') && PermissionSet.Normalise(key).StartsWith(PermissionSet.Normalise(rule[..^1]), StringComparison.Ordinal);
}
