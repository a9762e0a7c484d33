using System.Reflection;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Every key that some operation, page or notification names (PERM-9), and what a role holds of them.</summary>
public sealed class PermissionRegistry
{
    public PermissionRegistry(IEnumerable<Assembly> assemblies, IEnumerable<NamedKeys> named)
    {
        Keys =
        [
            .. assemblies.SelectMany(assembly => assembly.GetTypes())
                .Select(type => type.GetCustomAttribute<PermissionAttribute>())
                .OfType<PermissionAttribute>()
                .SelectMany(permission => (string[])[permission.Key, .. permission.Also, .. permission.And])
                .Concat(named.SelectMany(keys => keys.Keys))
                .DistinctBy(PermissionSet.Normalise)
                .Order(StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<string> Keys { get; }

    public PermissionSet HeldBy(Role? role) => role is null
        ? PermissionSet.Nothing
        : new PermissionSet(Keys.Where(key => role.Grants.Any(pattern => Meets(key, pattern)) && !role.Minus.Any(pattern => Meets(key, pattern))));

    private static bool Meets(string key, string pattern)
    {
        var (normalisedKey, normalised) = (PermissionSet.Normalise(key), PermissionSet.Normalise(pattern));
        return normalised.EndsWith('*')
            ? normalisedKey.StartsWith(normalised[..^1], StringComparison.Ordinal)
            : normalisedKey == normalised;
    }
}

/// <summary>Keys that no operation names but a notification or a page does.</summary>
public sealed record NamedKeys(params string[] Keys);
