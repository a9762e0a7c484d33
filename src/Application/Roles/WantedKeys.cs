using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Roles;

/// <summary>Keys as somebody spelled them.</summary>
internal static class WantedKeys
{
    /// <returns>the published spelling.</returns>
    /// <param name="holder">who is to hold it; null where it is taken away.</param>
    /// <exception cref="InvalidRefusal">nothing names it, or it opens nothing for such accounts.</exception>
    public static string Of(PermissionCatalogue catalogue, string key, AccountType? holder)
    {
        var known = catalogue.Find(key) ?? throw new InvalidRefusal("permissions", $"Unknown permission: {key}");
        return holder is { } type && !known.IsFor(type)
            ? throw new InvalidRefusal("permissions", $"{known.Key} cannot be held by {type}")
            : known.Key;
    }
}
