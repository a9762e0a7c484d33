using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Lookups;
using PropOps.Domain.Organisation;
using PropOps.Domain.RateLimiting;
using PropOps.Infrastructure.Settings;

namespace PropOps.Infrastructure.Coherence;

/// <summary>What nodes keep in memory, by the number that tells them when it is stale.</summary>
internal enum ChangeKind
{
    /// <summary>Names of accounts, contractors, tenants and landlords.</summary>
    People,

    /// <summary>Names of branches and addresses.</summary>
    Places,

    /// <summary>The organisation's lists.</summary>
    Lookups,

    /// <summary>Settings, roles and rate limits.</summary>
    Rules,
}

/// <summary>Raised in the transaction of each change of its kind.</summary>
internal sealed class ChangeNumber
{
    public required ChangeKind Kind { get; init; }

    public long Number { get; init; }
}

/// <summary>The numbers as one request read them.</summary>
internal readonly record struct ChangeNumbers(long People, long Places, long Lookups, long Rules)
{
    public long Of(ChangeKind kind) => kind switch
    {
        ChangeKind.People => People,
        ChangeKind.Places => Places,
        ChangeKind.Lookups => Lookups,
        _ => Rules,
    };
}

internal sealed class ChangeNumberModel : IEntityTypeConfiguration<ChangeNumber>
{
    public void Configure(EntityTypeBuilder<ChangeNumber> builder)
    {
        builder.ToTable("core_change_numbers");
        builder.HasKey(change => change.Kind);
        builder.Property(change => change.Kind).ValueGeneratedNever();
        builder.HasData(Enum.GetValues<ChangeKind>().Select(kind => new ChangeNumber { Kind = kind, Number = 1 }));
    }
}

internal static class ChangeNumberRaise
{
    /// <summary>Raises the numbers of what this transaction is about to change. A new record is in nobody's memory yet.</summary>
    public static async Task RaiseChangeNumbers(this DbContext db, CancellationToken cancellationToken)
    {
        var kinds = db.ChangeTracker.Entries()
            .Where(IsRemembered)
            .Select(entry => KindOf(entry.Entity))
            .OfType<ChangeKind>()
            .Distinct()
            .Order()
            .ToList();
        foreach (var kind in kinds)
        {
            await db.Set<ChangeNumber>().Where(change => change.Kind == kind)
                .ExecuteUpdateAsync(set => set.SetProperty(change => change.Number, change => change.Number + 1), cancellationToken);
        }
    }

    // A sign-in changes its account too, but nothing that anybody keeps in memory.
    private static bool IsRemembered(EntityEntry entry) => entry.State switch
    {
        EntityState.Deleted => true,
        EntityState.Modified => entry.Properties.Any(property => property.IsModified && property.Metadata.Name is not (nameof(User.LastLoginAt) or nameof(User.PasswordHash))),
        EntityState.Added => entry.Entity is Lookup or SettingRow or RateLimitRule,
        _ => false,
    };

    private static ChangeKind? KindOf(object entity) => entity switch
    {
        User or Contractor or Tenant or Landlord => ChangeKind.People,
        Branch or Address => ChangeKind.Places,
        Lookup => ChangeKind.Lookups,
        SettingRow or Role or AccountTypeProfile or RateLimitRule => ChangeKind.Rules,
        _ => null,
    };
}
