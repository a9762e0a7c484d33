using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PropOps.Infrastructure.Persistence.Sqlite;

/// <summary>Reads go beside the one writer (WAL), and what was acknowledged is on disk (synchronous=FULL).</summary>
internal sealed class SqliteConnectionSetup : DbConnectionInterceptor
{
    private const string Wal = "PRAGMA journal_mode=WAL; ";
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = PragmasFor(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = PragmasFor(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // EF asks through a read-only connection whether the database exists. A restored backup may not be in WAL mode yet, and
    // that connection could not change it.
    private static string PragmasFor(DbConnection connection) =>
        new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? Pragmas : Wal + Pragmas;
}
