using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PropOps.ArchitectureTests.House;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Persistence.PostgreSql;
using PropOps.Infrastructure.Persistence.Sqlite;
using PropOps.WebApi;

namespace PropOps.ArchitectureTests;

public sealed class DataModelTests
{
    [Test]
    public void Every_table_carries_the_prefix_of_its_owner([Values] DatabaseProvider provider)
    {
        using var db = Context(provider);
        Rule.ForEvery(
            db.Model.GetRelationalModel().Tables,
            table => table.EntityTypeMappings.Select(mapping => Owner((IEntityType)mapping.TypeBase)).Distinct()
                .Where(owner => Prefix(table) != owner)
                .Select(owner => $"holds records of {owner}"));
    }

    [Test]
    public void No_foreign_key_leaves_its_module([Values] DatabaseProvider provider)
    {
        using var db = Context(provider);
        Rule.ForEvery(
            db.Model.GetRelationalModel().Tables.SelectMany(table => table.ForeignKeyConstraints),
            key => Prefix(key.Table) == Prefix(key.PrincipalTable),
            "points into another module");
    }

    [Test]
    public void The_migrations_say_what_the_model_says([Values] DatabaseProvider provider)
    {
        using var db = Context(provider);
        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "run build/add-migration.sh");
    }

    private static PropOpsDbContext Context(DatabaseProvider provider)
    {
        var source = new ModelSource(ModuleCatalog.All, new KeyRing(new byte[32]));
        return provider == DatabaseProvider.Sqlite
            ? new SqlitePropOpsDbContext(source.AddTo(new DbContextOptionsBuilder<SqlitePropOpsDbContext>().UseSqlite("Data Source=:memory:")).Options)
            : new PostgresPropOpsDbContext(source.AddTo(new DbContextOptionsBuilder<PostgresPropOpsDbContext>().UseNpgsql("Host=127.0.0.1")).Options);
    }

    private static string Prefix(ITable table) => table.Name.Split('_')[0];

    /// <summary>The module whose record it is; parts of a record belong to it, wherever their type stands.</summary>
    private static string Owner(IEntityType entity)
    {
        if (entity.FindOwnership() is { } ownership)
        {
            return Owner(ownership.PrincipalEntityType);
        }

        if (entity.HasSharedClrType)
        {
            return Owner(entity.GetForeignKeys().First().PrincipalEntityType);
        }

        var module = Repository.Modules.FirstOrDefault(folder => entity.ClrType.Namespace!.StartsWith($"PropOps.{folder.Name}.", StringComparison.Ordinal));
        return module?.Name.ToLowerInvariant() ?? "core";
    }
}
