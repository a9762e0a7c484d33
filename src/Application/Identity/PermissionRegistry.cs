using System.Reflection;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Collects every key that some operation, page or notification names (PERM-9).</summary>
public sealed class PermissionRegistry
{
    public PermissionRegistry(IEnumerable<Assembly> assemblies, IEnumerable<NamedKeys> named)
    {
        var asked = assemblies.SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.GetCustomAttribute<PermissionAttribute>())
            .OfType<PermissionAttribute>()
            .SelectMany(permission => ((string[])[permission.Key, .. permission.Also, .. permission.And]).Select(key => new Use(key, permission.AccountTypes, permission.OwnExempt)));
        Catalogue = new PermissionCatalogue(
            from use in asked.Concat(named.SelectMany(keys => keys.Keys).Select(key => new Use(key, [], ForOthersOnly: false)))
            group use by PermissionSet.Normalise(use.Key) into uses
            select new KnownKey(uses.Select(use => use.Key).Order(StringComparer.Ordinal).First(), TypesFor([.. uses])));
    }

    public PermissionCatalogue Catalogue { get; }

    /// <summary>Where a key opens other accounts' records, it says nothing of who may hold it, unless that is all it does.</summary>
    private static IReadOnlyList<AccountType> TypesFor(IReadOnlyList<Use> uses)
    {
        var telling = uses.Any(use => !use.ForOthersOnly) ? uses.Where(use => !use.ForOthersOnly).ToList() : uses;
        return telling.Any(use => use.AccountTypes.Length == 0) ? [] : [.. telling.SelectMany(use => use.AccountTypes).Distinct().Order()];
    }

    private sealed record Use(string Key, AccountType[] AccountTypes, bool ForOthersOnly);
}

/// <summary>Keys that no operation names but a notification or a page does.</summary>
public sealed record NamedKeys(params string[] Keys);
