using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace PropOps.Benchmarks.Bare;

/// <summary>
/// The rows of one created job in one transaction and one round trip, with the database's default durability. Its values are
/// those that the product stored for the last one; of the event, as it stands once it is delivered.
/// </summary>
internal static class BareCreate
{
    private static long _last;

    public static void Map(IEndpointRouteBuilder app, NpgsqlDataSource source)
    {
        var templates = new Lazy<Task<Template[]>>(() => Templates(source));
        app.MapPost("/bare/jobs", async http =>
        {
            var rows = await templates.Value;
            var id = Interlocked.Increment(ref _last);
            await using var connection = await source.OpenConnectionAsync(http.RequestAborted);
            await using var transaction = await connection.BeginTransactionAsync(http.RequestAborted);
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var row in rows)
            {
                batch.BatchCommands.Add(row.Command(id));
            }

            await batch.ExecuteNonQueryAsync(http.RequestAborted);
            await transaction.CommitAsync(http.RequestAborted);
            await http.Response.WriteAsync("{\"success\":true}", http.RequestAborted);
        });
    }

    private static async Task<Template[]> Templates(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            SELECT id, uuid FROM jobs_jobs job
            WHERE job_ref = 'JOB-' || id AND EXISTS (SELECT 1 FROM core_outbox WHERE done_at IS NOT NULL AND data LIKE '%' || job.uuid || '%')
            ORDER BY id DESC LIMIT 1
            """);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var (id, uuid) = (row.GetInt64(0), row.GetGuid(1));
        _last = id + 1_000_000_000;
        return
        [
            await Template.Of(source, "jobs_jobs", $"id = {id}"),
            await Template.Of(source, "jobs_commits", $"job_id = {id}"),
            await Template.Of(source, "jobs_search", $"record_id = {id}"),
            await Template.Of(source, "core_outbox", $"done_at IS NOT NULL AND data LIKE '%{uuid}%'"),
            await Template.Of(source, "core_activity", $"resource_uuid = '{uuid}'"),
        ];
    }

    /// <summary>A row whose ids are replaced.</summary>
    private sealed record Template(string Sql, IReadOnlyList<(string Column, string Type, object Value)> Columns)
    {
        public static async Task<Template> Of(NpgsqlDataSource source, string table, string where)
        {
            await using var command = source.CreateCommand($"SELECT * FROM {table} WHERE {where} LIMIT 1");
            await using var row = await command.ExecuteReaderAsync();
            if (!await row.ReadAsync())
            {
                throw new InvalidOperationException($"{table} holds nothing of the last job.");
            }

            var columns = new List<(string, string, object)>();
            for (var index = 0; index < row.FieldCount; index++)
            {
                var isGivenLater = row.GetName(index) == "sequence" || (table == "core_activity" && row.GetName(index) is "id" or "number" or "hash");
                if (!isGivenLater)
                {
                    columns.Add((row.GetName(index), row.GetDataTypeName(index), row.GetValue(index)));
                }
            }

            return new Template(
                $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Item1))}) VALUES ({string.Join(", ", columns.Select((_, index) => $"${index + 1}"))})",
                columns);
        }

        public NpgsqlBatchCommand Command(long id)
        {
            var command = new NpgsqlBatchCommand(Sql);
            foreach (var (column, type, value) in Columns)
            {
                command.Parameters.Add(new NpgsqlParameter
                {
                    DataTypeName = type,
                    Value = column switch
                    {
                        "id" when value is long => id,
                        "job_id" or "record_id" => id,
                        "uuid" or "event_id" => Guid.CreateVersion7(),
                        "job_ref" => "JOB-" + id.ToString(CultureInfo.InvariantCulture),
                        _ => value,
                    },
                });
            }

            return command;
        }
    }
}
