using Microsoft.EntityFrameworkCore;
using PropOps.Application.Search;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Search;

/// <summary>
/// Where the terms of records are stored. The tables hold nothing that cannot be worked out from the records, stand outside
/// the model (EF Core knows no virtual tables) and are made when the database is brought to this program.
/// </summary>
internal abstract class SearchTables
{
    public async Task Create(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            await db.Database.ExecuteSqlRawAsync(Creation(Table(kind)), cancellationToken);
        }
    }

    public Task Put(PropOpsDbContext db, SearchKind kind, long id, IReadOnlyList<string> terms, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(Replacement(Table(kind)), [id, Stored(terms)], cancellationToken);

    public Task Remove(PropOpsDbContext db, SearchKind kind, long id, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(Removal(Table(kind)), [id], cancellationToken);

    /// <summary>The ids of the records that hold every word.</summary>
    public IQueryable<long> Matching(PropOpsDbContext db, SearchKind kind, IReadOnlyList<SearchedWord> words) =>
        db.Database.SqlQueryRaw<long>(Lookup(Table(kind)), Query(words));

    protected abstract string Creation(string table);

    protected abstract string Replacement(string table);

    protected abstract string Removal(string table);

    protected abstract string Lookup(string table);

    protected abstract object Stored(IReadOnlyList<string> terms);

    /// <summary>In the database's own language. Words and terms are letters, digits and the sign of a person: nothing to escape.</summary>
    protected abstract string Query(IReadOnlyList<SearchedWord> words);

    private static string Table(SearchKind kind) => $"{kind.ToString().ToLowerInvariant()}_search";
}
