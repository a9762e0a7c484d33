using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>One key that somebody gets or loses.</summary>
/// <param name="Because">sent, or what it is needed by, or what it needs.</param>
public sealed record KeyChange(string Key, bool To, string Because)
{
    public const string Sent = "sent";

    public bool WasSent => Because == Sent;

    /// <summary>What becomes of <paramref name="held"/>: granting brings what a key needs, revoking takes what needs it (PERM-4).</summary>
    /// <exception cref="ContradictoryKeys">one key would have to be both.</exception>
    public static IReadOnlyList<KeyChange> Plan(PermissionCatalogue catalogue, PermissionSet held, IReadOnlyList<string> granted, IReadOnlyList<string> revoked)
    {
        var changes = new Dictionary<string, KeyChange>();
        foreach (var key in granted)
        {
            changes[key] = new KeyChange(key, true, Sent);
        }

        foreach (var key in revoked)
        {
            Add(new KeyChange(key, false, Sent));
        }

        foreach (var key in granted)
        {
            foreach (var needed in catalogue.NeededBy(key))
            {
                Add(new KeyChange(needed, true, $"needed by {key}"));
            }
        }

        foreach (var key in revoked)
        {
            foreach (var needing in catalogue.Needing(key))
            {
                Add(new KeyChange(needing, false, $"needs {key}"));
            }
        }

        return [.. changes.Values.Where(change => held.Holds(change.Key) != change.To)];

        void Add(KeyChange change)
        {
            if (!changes.TryAdd(change.Key, change) && changes[change.Key].To != change.To)
            {
                throw new ContradictoryKeys(change.Key);
            }
        }
    }
}

/// <summary>One call grants and revokes the same key, by itself or through what depends on it.</summary>
public sealed class ContradictoryKeys(string key) : Exception($"{key} is both granted and revoked")
{
    public string Key { get; } = key;
}
