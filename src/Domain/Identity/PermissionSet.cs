using System.Collections.Frozen;

namespace PropOps.Domain.Identity;

/// <summary>The keys somebody holds, resolved once. '-' and '_' are one character (PERM-3).</summary>
public sealed class PermissionSet
{
    private readonly FrozenSet<string> _keys;

    public PermissionSet(IEnumerable<string> keys)
    {
        Keys = [.. keys.Order(StringComparer.Ordinal)];
        _keys = Keys.Select(Normalise).ToFrozenSet(StringComparer.Ordinal);
    }

    public static PermissionSet Nothing { get; } = new([]);

    /// <summary>In the published spelling.</summary>
    public IReadOnlyList<string> Keys { get; }

    public bool Holds(string key) => _keys.Contains(Normalise(key));

    public static string Normalise(string key) => key.Replace('-', '_');
}
