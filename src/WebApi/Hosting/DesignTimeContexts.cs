using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Persistence.PostgreSql;
using PropOps.Infrastructure.Persistence.Sqlite;

namespace PropOps.WebApi.Hosting;

/// <summary>For dotnet-ef: the model needs every module, but no database and no real key.</summary>
internal static class DesignTimeModel
{
    public static ModelSource Source => new(ModuleCatalog.All, new KeyRing(new byte[32]));
}

internal sealed class SqliteDesignTimeContext : IDesignTimeDbContextFactory<SqlitePropOpsDbContext>
{
    public SqlitePropOpsDbContext CreateDbContext(string[] args) => new(
        DesignTimeModel.Source.AddTo(new DbContextOptionsBuilder<SqlitePropOpsDbContext>().UseSqlite("Data Source=:memory:", sqlite => sqlite.MigrationsAssembly("PropOps.Infrastructure"))).Options);
}

internal sealed class PostgresDesignTimeContext : IDesignTimeDbContextFactory<PostgresPropOpsDbContext>
{
    public PostgresPropOpsDbContext CreateDbContext(string[] args) => new(
        DesignTimeModel.Source.AddTo(new DbContextOptionsBuilder<PostgresPropOpsDbContext>().UseNpgsql("Host=127.0.0.1", postgres => postgres.MigrationsAssembly("PropOps.Infrastructure"))).Options);
}
