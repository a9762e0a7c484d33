using Microsoft.EntityFrameworkCore;
using PropOps.Application.Names;
using PropOps.Application.Search;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Search;

/// <summary>Keeps the index in step with its records and looks things up in it; how it is stored is a matter of the database.</summary>
internal sealed class SearchIndex(PropOpsDbContext db, SearchTables tables, NameTokens names, IEnumerable<ISearchedRecords> sources) : ISearchIndex
{
    private const int MostPeople = 5_000;

    public async Task<IQueryable<long>> Matching(SearchKind kind, string text, IReadOnlyCollection<NameKind> people, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(text);
        if (words.Count == 0)
        {
            throw new InvalidRefusal("search");
        }

        var bearers = await names.Bearers(words, people, MostPeople + 1, cancellationToken);
        return bearers.Count > MostPeople
            ? throw new InvalidRefusal("search", "search fits too many names: give more letters")
            : tables.Matching(db, kind, [.. words.Select(word => new SearchedWord(word, [.. bearers.Where(bearer => bearer.Word == word).Select(bearer => Term(bearer.Person))]))]);
    }

    /// <summary>What the running transaction is about to change of the index; asked before the save, which forgets it.</summary>
    public IReadOnlyList<ChangedRecords> Changes() =>
    [
        .. from source in sources
           let entries = db.ChangeTracker.Entries<Entity>().Where(entry => entry.Entity.GetType() == source.Record).ToList()
           let written = entries
               .Where(entry => entry.State == EntityState.Added || (entry.State == EntityState.Modified && entry.Properties.Any(property => property.IsModified && source.Fields.Contains(property.Metadata.Name))))
               .Select(entry => entry.Entity)
               .ToList()
           let removed = entries.Where(entry => entry.State == EntityState.Deleted).Select(entry => entry.Entity.Id).ToList()
           where written.Count > 0 || removed.Count > 0
           select new ChangedRecords(source, written, removed),
    ];

    /// <summary>After the save and before the commit.</summary>
    public async Task Follow(IReadOnlyList<ChangedRecords> changes, CancellationToken cancellationToken)
    {
        foreach (var (source, written, removed) in changes)
        {
            foreach (var id in removed)
            {
                await tables.Remove(db, source.Kind, id, cancellationToken);
            }

            foreach (var record in written.Count == 0 ? [] : await source.Of(written, cancellationToken))
            {
                await tables.Put(db, source.Kind, record.Id, [.. SearchWords.Of(record.Texts), .. record.People.Select(Term)], cancellationToken);
            }
        }
    }

    // No word begins like this, so that a word never finds a person, nor a person a word.
    private static string Term(SearchedPerson person) => $"¤{person.Kind}{person.Id}";
}

internal sealed record ChangedRecords(ISearchedRecords Source, IReadOnlyList<Entity> Written, IReadOnlyList<long> Removed);

/// <summary>One word of a search: found as a beginning, or as one of these terms whole.</summary>
internal sealed record SearchedWord(string Beginning, IReadOnlyList<string> Terms);
