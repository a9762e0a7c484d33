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
            .SelectMany(permission => ((string[])[permission.Key, .. permission.Also, .. permission.And]).Select(key => (Key: key, permission.AccountTypes)));
        Catalogue = new PermissionCatalogue(
            from use in asked.Concat(named.SelectMany(keys => keys.Keys).Select(key => (Key: key, AccountTypes: Array.Empty<AccountType>())))
            group use by PermissionSet.Normalise(use.Key) into uses
            select new KnownKey(
                uses.Select(use => use.Key).Order(StringComparer.Ordinal).First(),
                uses.Any(use => use.AccountTypes.Length == 0) ? [] : [.. uses.SelectMany(use => use.AccountTypes).Distinct().Order()]));
    }

    public PermissionCatalogue Catalogue { get; }
}

/// <summary>Keys that no operation names but a notification or a page does.</summary>
public sealed record NamedKeys(params string[] Keys);
