using Microsoft.EntityFrameworkCore;
using PropOps.Domain.Kernel;

namespace PropOps.Infrastructure.Persistence.Sqlite;

/// <summary>The embedded default: one file, one writer.</summary>
public sealed class SqlitePropOpsDbContext(DbContextOptions<SqlitePropOpsDbContext> options) : PropOpsDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<IdNumber>(number =>
        {
            number.ToTable("core_id_numbers");
            number.HasKey(n => n.TableName);
        });
        base.OnModelCreating(modelBuilder);
        foreach (var index in IndexesOfLists(modelBuilder.Model).ToList())
        {
            // A list is JSON here, of which no index finds a part.
            index.DeclaringEntityType.RemoveIndex(index);
        }
    }

    protected override void NumberIds(ModelBuilder modelBuilder, Type entity, string table) =>
        modelBuilder.Entity(entity).Property(nameof(Entity.Id)).HasValueGenerator((_, _) => new IdNumberGenerator(table)).ValueGeneratedOnAdd();
}

/// <summary>The last id given in a table; ids are never given twice, deleted rows included.</summary>
public sealed class IdNumber
{
    public string TableName { get; init; } = "";

    public long LastId { get; init; }
}
