using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using PropOps.Application.Persistence;
using PropOps.Application.Sync;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Persistence.PostgreSql;
using PropOps.Infrastructure.Persistence.Sqlite;
using PropOps.Infrastructure.Sync;

namespace PropOps.Infrastructure.Persistence;

/// <summary>Which engine, reached how (<c>Database__Provider</c>, <c>ConnectionStrings__PropOps</c>).</summary>
public sealed record DatabaseOptions(DatabaseProvider Provider, string ConnectionString) : IDatabaseKind
{
    string IDatabaseKind.Name => Provider.ToString();

    /// <summary>Whether SQLite's file is there; of PostgreSQL nothing is known before it is asked.</summary>
    public bool FileExists => Provider == DatabaseProvider.Sqlite && File.Exists(new SqliteConnectionStringBuilder(ConnectionString).DataSource);

    public static DatabaseOptions From(IConfiguration configuration, DataFolder data)
    {
        var configured = configuration.GetConnectionString("PropOps");
        return configuration["Database:Provider"] switch
        {
            null or "" or "Sqlite" => new(DatabaseProvider.Sqlite, configured ?? $"Data Source={Path.Combine(data.Folder(""), "propops.db")}"),
            "PostgreSql" when configured is { Length: > 0 } => new(DatabaseProvider.PostgreSql, WithPlansKept(configured)),
            "PostgreSql" => throw new StartupException("ConnectionStrings__PropOps is missing; PostgreSQL needs it."),
            _ => throw new StartupException("Database__Provider must be Sqlite or PostgreSql."),
        };
    }

    // Planning the joined queries costs more than running them. What a connection is told is told for one transaction only,
    // so nothing has to be reset before the next user.
    private static string WithPlansKept(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, NoResetOnClose = true }.ConnectionString;
}

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

internal static class DatabaseSetup
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options).AddSingleton<IDatabaseKind>(options);
        services.AddSingleton(provider => new WriteGate(oneAtATime: options.Provider == DatabaseProvider.Sqlite, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new StatementGate(provider.GetRequiredService<WriteGate>()));
        services.AddScoped<DatabaseClock>();

        services.TryAddSingleton<ModelMemory>();
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            services.AddPooledDbContextFactory<SqlitePropOpsDbContext>((provider, builder) => Common(builder, provider)
                .UseSqlite(options.ConnectionString).AddInterceptors(new SqliteConnectionSetup()));
            services.AddScoped<PropOpsDbContext>(FromPool<SqlitePropOpsDbContext>);
        }
        else
        {
            services.AddSingleton(_ => new NpgsqlDataSourceBuilder(options.ConnectionString).Build());
            services.AddPooledDbContextFactory<PostgresPropOpsDbContext>((provider, builder) => Common(builder, provider)
                .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()).AddInterceptors(RowLock));
            services.AddScoped<PropOpsDbContext>(FromPool<PostgresPropOpsDbContext>);
        }

        return services
            .AddScoped<Departures>()
            .AddScoped<IChangeFeed, ChangeFeed>()
            .AddScoped<UnitOfWork>()
            .AddScoped<ITransaction>(provider => provider.GetRequiredService<UnitOfWork>())
            .AddScoped<IReadDb, ReadDb>()
            .AddScoped(typeof(IRepository<>), typeof(Repository<>));
    }

    private static RowLockInterceptor RowLock { get; } = new();

    private static DatabaseTimer Timer { get; } = new();

    /// <summary>Making a context costs as much as a small query, and every request needs one. The scope gives it back.</summary>
    private static TContext FromPool<TContext>(IServiceProvider provider)
        where TContext : PropOpsDbContext
    {
        var context = provider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
        context.Clock = provider.GetRequiredService<DatabaseClock>();
        return context;
    }

    private static DbContextOptionsBuilder Common(DbContextOptionsBuilder builder, IServiceProvider provider) => builder
        .UseMemoryCache(provider.GetRequiredService<ModelMemory>().Cache)
        .AddInterceptors(Timer)
        .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
}
