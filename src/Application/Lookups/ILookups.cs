using PropOps.Domain.Lookups;

namespace PropOps.Application.Lookups;

/// <summary>The organisation's lists, in their configured order, from memory.</summary>
public interface ILookups
{
    IReadOnlyList<T> All<T>()
        where T : Lookup;

    T? Find<T>(int id)
        where T : Lookup;
}

public static class LookupsExtensions
{
    /// <summary>The name of a row that a record points to.</summary>
    public static string NameOf<T>(this ILookups lookups, int id)
        where T : Lookup =>
        lookups.Find<T>(id)?.Name ?? throw new InvalidOperationException($"There is no {typeof(T).Name} {id}.");
}
