using Microsoft.EntityFrameworkCore;
using PropOps.Domain.Kernel;

namespace PropOps.Infrastructure.Persistence.PostgreSql;

/// <summary>Production: any number of nodes on one PostgreSQL.</summary>
public sealed class PostgresPropOpsDbContext(DbContextOptions<PostgresPropOpsDbContext> options) : PropOpsDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var index in IndexesOfLists(modelBuilder.Model))
        {
            // Finds by what a list holds.
            index.SetMethod("gin");
        }
    }

    protected override void NumberIds(ModelBuilder modelBuilder, Type entity, string table)
    {
        var sequence = $"{table}_id";
        modelBuilder.HasSequence<long>(sequence).IncrementsBy(20);
        modelBuilder.Entity(entity).Property(nameof(Entity.Id)).UseHiLo(sequence);
    }
}
