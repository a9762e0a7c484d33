using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PropOps.Benchmarks.Filling;

/// <summary>Writes many rows faster than one insert each.</summary>
internal abstract class BulkWriter
{
    public static BulkWriter For(DbContext db) => db.Database.IsNpgsql()
        ? new PostgresBulkWriter((NpgsqlConnection)db.Database.GetDbConnection())
        : new SqliteBulkWriter((SqliteConnection)db.Database.GetDbConnection());

    /// <summary>Until the transaction ends.</summary>
    public abstract Task Prepare();

    /// <param name="rows">as <paramref name="entities"/> makes them.</param>
    public abstract Task Write(RowsOfEntities entities, IReadOnlyList<object?[]> rows);

    /// <summary>The full-text index; it is no entity.</summary>
    public abstract Task WriteSearch(IReadOnlyList<(long Id, string[] Terms)> records);
}

internal sealed class PostgresBulkWriter(NpgsqlConnection connection) : BulkWriter
{
    // What the domain made need not be checked again, and the full-text index takes many terms better than few.
    public override async Task Prepare()
    {
        await using var set = new NpgsqlCommand("SET LOCAL session_replication_role = replica; SET LOCAL gin_pending_list_limit = '256MB'", connection);
        await set.ExecuteNonQueryAsync();
    }

    // The vector is made by the server, as it is when the product writes one.
    public override async Task WriteSearch(IReadOnlyList<(long Id, string[] Terms)> records)
    {
        await using var insert = new NpgsqlCommand("INSERT INTO jobs_search (record_id, terms) SELECT id, array_to_tsvector(string_to_array(words, ' ')) FROM unnest($1, $2) AS record (id, words)", connection);
        insert.Parameters.AddWithValue(records.Select(record => record.Id).ToArray());
        insert.Parameters.AddWithValue(records.Select(record => string.Join(' ', record.Terms)).ToArray());
        await insert.ExecuteNonQueryAsync();
    }

    public override async Task Write(RowsOfEntities entities, IReadOnlyList<object?[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {entities.Table} ({string.Join(", ", entities.Columns.Select(column => column.Name))}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            for (var index = 0; index < row.Length; index++)
            {
                await (row[index] is { } value ? copy.WriteAsync(value, entities.Columns[index].Type) : copy.WriteNullAsync());
            }
        }

        await copy.CompleteAsync();
    }
}

internal sealed class SqliteBulkWriter(SqliteConnection connection) : BulkWriter
{
    public override Task Prepare() => Task.CompletedTask;

    public override Task WriteSearch(IReadOnlyList<(long Id, string[] Terms)> records) =>
        Insert("jobs_search", ["rowid", "terms"], records.Select(record => (object?[])[record.Id, string.Join(' ', record.Terms)]));

    public override Task Write(RowsOfEntities entities, IReadOnlyList<object?[]> rows) =>
        Insert(entities.Table, [.. entities.Columns.Select(column => column.Name)], rows);

    private async Task Insert(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, index) => $"$p{index}"))})";
        foreach (var index in Enumerable.Range(0, columns.Count))
        {
            command.Parameters.Add(new SqliteParameter($"$p{index}", null));
        }

        foreach (var row in rows)
        {
            for (var index = 0; index < row.Length; index++)
            {
                command.Parameters[index].Value = row[index] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync();
        }
    }
}
