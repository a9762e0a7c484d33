using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PropOps.Domain.Identity;
using PropOps.Domain.Lookups;
using PropOps.Domain.RateLimiting;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Search;

namespace PropOps.Infrastructure.Persistence;

/// <summary>
/// Brings a database to this program: migrations, the lists and roles of a new installation, and the proof that the data
/// can be read with the key at hand.
/// </summary>
public sealed class DatabaseStart(IServiceScopeFactory scopes, DatabaseOptions options, KeyRing keyRing, TimeProvider time, IServiceProvider services)
{
    private const long MigrationLock = 0x50726F704F7073;

    /// <summary>The class of PostgreSQL's errors 28000 and 28P01.</summary>
    private const string InvalidAuthorization = "28";

    /// <summary>SQLite migrates itself; PostgreSQL is migrated once, by <c>--migrate</c>, for all nodes.</summary>
    /// <exception cref="StartupException">it does not fit, or is not there.</exception>
    public Task BeforeServing(CancellationToken cancellationToken) => Reached(async () =>
    {
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            await Migrate(cancellationToken);
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await RefuseNewerSchema(db, cancellationToken);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new StartupException("The database has pending migrations. Run the program once with --migrate.");
        }

        await ProveKey(db, cancellationToken);
        await services.GetRequiredService<Coherence.Coherence>().Follow(db, cancellationToken);
        return true;
    });

    /// <returns>the number of migrations that were applied.</returns>
    /// <exception cref="StartupException">it does not fit, or is not there.</exception>
    public Task<int> Migrate(CancellationToken cancellationToken) => Reached(async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await using var oneAtATime = await TakeMigrationLock(cancellationToken);
        await RefuseNewerSchema(db, cancellationToken);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.Any())
        {
            // Before anything is changed.
            await ProveKey(db, cancellationToken);
        }

        var pending = db.Database.GetMigrations().Except(applied).Count();
        if (pending > 0)
        {
            await db.Database.MigrateAsync(cancellationToken);
        }

        await services.GetRequiredService<SearchTables>().Create(db, cancellationToken);
        await Seed(scope.ServiceProvider.GetRequiredService<UnitOfWork>(), db, cancellationToken);
        return pending;
    });

    private static async Task<T> Reached<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith(InvalidAuthorization, StringComparison.Ordinal))
        {
            throw new StartupException("The database refuses the account of ConnectionStrings__PropOps.");
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            throw new StartupException("The database cannot be reached, is busy or is full.");
        }
    }

    private static async Task RefuseNewerSchema(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        if (await db.Database.CanConnectAsync(cancellationToken)
            && (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any(applied => !known.Contains(applied)))
        {
            throw new StartupException("The database was made by a newer version of the program.");
        }
    }

    private async Task<IAsyncDisposable?> TakeMigrationLock(CancellationToken cancellationToken)
    {
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            return null;
        }

        // A connection of its own: the lock lives as long as it does.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({MigrationLock})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private async Task ProveKey(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Set<InstallationRow>().SingleOrDefaultAsync(cancellationToken) is not { } installation)
        {
            return;
        }

        try
        {
            keyRing.Decrypt(installation.KeyProof);
        }
        catch (CryptographicException)
        {
            throw new StartupException("The database was encrypted with another key. Set Security__MasterKey, or put keys/master.key back into the data folder.");
        }
    }

    private async Task Seed(UnitOfWork unitOfWork, PropOpsDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Set<InstallationRow>().AnyAsync(cancellationToken))
        {
            return;
        }

        await unitOfWork.Run(
            () =>
            {
                db.Add(new InstallationRow { Id = 1, KeyProof = keyRing.Encrypt("propops"), CreatedAt = time.GetUtcNow() });
                db.AddRange(SeededLookups.Statuses);
                db.AddRange(SeededLookups.Priorities);
                db.AddRange(SeededLookups.JobTypes);
                db.AddRange(SeededLookups.TimeRanges);
                db.AddRange(SeededLookups.DocumentTypes);
                db.AddRange(SeededLookups.Tags);
                db.AddRange(SeededRateLimits.All(time.GetUtcNow()));
                db.AddRange(Enum.GetValues<AccountType>().Select(type => new AccountTypeProfile(type, time.GetUtcNow())));
                foreach (var role in SeededRole.All.OrderBy(role => role.Id))
                {
                    db.Add(new Role(role, time.GetUtcNow()));
                }

                return Task.FromResult(true);
            },
            cancellationToken);
    }
}

/// <summary>The one row that says that this database is set up, and with which key.</summary>
internal sealed class InstallationRow
{
    public required int Id { get; init; }

    public required string KeyProof { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class InstallationModel : IEntityTypeConfiguration<InstallationRow>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<InstallationRow> builder)
    {
        builder.ToTable("core_installation");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
