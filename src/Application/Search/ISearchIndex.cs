using PropOps.Application.Names;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Search;

/// <summary>The full-text index. It is written in the transaction of its record, so that the next request finds what was saved.</summary>
public interface ISearchIndex
{
    /// <summary>
    /// The ids of the records for which every word of <paramref name="text"/> is the beginning of one of their words, or of a
    /// word in the name of somebody tied to them.
    /// </summary>
    /// <param name="people">whose names the caller sees on such a record: nothing is found through any other.</param>
    /// <exception cref="InvalidRefusal">search: it holds no word, or more people than can be looked for bear such a name.</exception>
    Task<IQueryable<long>> Matching(SearchKind kind, string text, IReadOnlyCollection<NameKind> people, CancellationToken cancellationToken);
}

/// <summary>What is indexed; each kind has a table of its own, <c>{kind}_search</c>.</summary>
public enum SearchKind
{
    Jobs,
}

/// <summary>Records of a module that can be searched.</summary>
public interface ISearchedRecords
{
    SearchKind Kind { get; }

    /// <summary>Their entity.</summary>
    Type Record { get; }

    /// <summary>The properties whose change changes what a record is found by.</summary>
    IReadOnlySet<string> Fields { get; }

    /// <summary>What these records are found by, as the running transaction leaves them.</summary>
    Task<IReadOnlyList<SearchedRecord>> Of(IReadOnlyList<Entity> records, CancellationToken cancellationToken);
}

/// <param name="Texts">no personal data: they stand in the index as they are.</param>
/// <param name="People">who is tied to the record; they are found by name, which the index does not hold.</param>
public sealed record SearchedRecord(long Id, IReadOnlyList<string?> Texts, IReadOnlyList<SearchedPerson> People);

public readonly record struct SearchedPerson(NameKind Kind, long Id);
