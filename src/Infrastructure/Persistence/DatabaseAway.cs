using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PropOps.Infrastructure.Persistence;

/// <summary>Tells a database that cannot be reached, is full or is busy from a fault of ours.</summary>
public static class DatabaseAway
{
    private const int Busy = 5;
    private const int ReadFailed = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        SqliteException { SqliteErrorCode: Busy or ReadFailed or Full or CannotOpen } => true,
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is "57P01" or "57P02" or "57P03" or "53100" or "53300",
        NpgsqlException or SocketException => true,
        DbException { IsTransient: true } => true,
        _ => Is(exception.InnerException),
    };
}
