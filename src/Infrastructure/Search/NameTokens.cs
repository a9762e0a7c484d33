using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Encryption;
using PropOps.Application.Names;
using PropOps.Application.Search;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Search;

/// <summary>Names are encrypted, so they are found by keyed tokens: of each word the whole and every beginning of 2 to 12 characters (SEARCH-2).</summary>
internal sealed class NameToken
{
    public required NameKind Kind { get; init; }

    public required long RecordId { get; init; }

    public required string Token { get; init; }
}

internal sealed class NameTokenModel : IEntityTypeConfiguration<NameToken>
{
    public void Configure(EntityTypeBuilder<NameToken> builder)
    {
        builder.ToTable("core_name_tokens");
        builder.HasKey(token => new { token.Token, token.Kind, token.RecordId });
        builder.Property(token => token.Kind).HasConversion<string>();
        builder.HasIndex(token => new { token.Kind, token.RecordId });
    }
}

internal sealed class NameTokens(PropOpsDbContext db, BlindIndex blindIndex) : INameBearers
{
    private const int ShortestBeginning = 2;
    private const int LongestBeginning = 12;

    private static readonly string[] NameParts = [nameof(User.FirstName), nameof(User.LastName), nameof(Contractor.CompanyName), nameof(Tenant.Name)];

    /// <summary>Who bears a name in which one of these words begins a word.</summary>
    public async Task<IReadOnlyList<NameBearer>> Bearers(IReadOnlyCollection<string> words, IReadOnlyCollection<NameKind> kinds, int most, CancellationToken cancellationToken)
    {
        var wordOf = words.ToDictionary(Token);
        var found = await db.Set<NameToken>()
            .Where(token => wordOf.Keys.Contains(token.Token) && kinds.Contains(token.Kind))
            .OrderBy(token => token.Token).ThenBy(token => token.Kind).ThenBy(token => token.RecordId)
            .Take(most)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return found.ConvertAll(token => new NameBearer(wordOf[token.Token], new SearchedPerson(token.Kind, token.RecordId)));
    }

    public async Task<IReadOnlyCollection<long>> AccountsNamed(string word, CancellationToken cancellationToken)
    {
        var wanted = Token(word);
        return await db.Set<NameToken>().Where(token => token.Token == wanted && token.Kind == NameKind.Account).Select(token => token.RecordId).ToListAsync(cancellationToken);
    }

    /// <summary>Brings the tokens of what is about to be saved up to date.</summary>
    public async Task Follow(CancellationToken cancellationToken)
    {
        foreach (var entry in db.ChangeTracker.Entries<AggregateRoot>().ToList())
        {
            if (NameOf(entry.Entity) is not var (kind, name) || !IsRenamed(entry))
            {
                continue;
            }

            var id = entry.Entity.Id;
            if (entry.State != EntityState.Added)
            {
                await db.Set<NameToken>().Where(token => token.Kind == kind && token.RecordId == id).ExecuteDeleteAsync(cancellationToken);
            }

            if (entry.State != EntityState.Deleted)
            {
                db.AddRange(SearchWords.Of(name).SelectMany(Beginnings).Distinct().Select(part => new NameToken { Kind = kind, RecordId = id, Token = Token(part) }));
            }
        }
    }

    private static IEnumerable<string> Beginnings(string word) =>
        Enumerable.Range(ShortestBeginning, LongestBeginning - ShortestBeginning + 1).Where(length => length < word.Length).Select(length => word[..length]).Append(word);

    private static bool IsRenamed(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Deleted
        || (entry.State == EntityState.Modified && entry.Properties.Any(property => property.IsModified && NameParts.Contains(property.Metadata.Name)));

    private static (NameKind Kind, string Name)? NameOf(AggregateRoot record) => record switch
    {
        User user => (NameKind.Account, $"{user.FirstName} {user.LastName}"),
        Contractor contractor => (NameKind.Contractor, contractor.Name),
        Tenant tenant => (NameKind.Tenant, tenant.Name),
        _ => null,
    };

    private string Token(string word) => blindIndex.Token(BlindIndexKind.Name, word);
}

internal readonly record struct NameBearer(string Word, SearchedPerson Person);
