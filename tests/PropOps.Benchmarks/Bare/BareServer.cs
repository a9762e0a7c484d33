using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropOps.Infrastructure.Encryption;

namespace PropOps.Benchmarks.Bare;

/// <summary>
/// The machine's own floor: the same answers out of bare Kestrel, a data source with prepared statements and a hand-written
/// writer, without everything that the product does around them.
/// </summary>
internal static class BareServer
{
    public const string Usage = "bare";

    // An office's board: what is new, what is under way, what is done.
    private static readonly Dictionary<string, string> Stages = new() { ["new"] = "1, 2", ["in_progress"] = "4, 5", ["completed"] = "6" };

    public static async Task Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        using var keys = new KeyRing(Convert.FromBase64String(app.Configuration["Security:MasterKey"]!));
        var connectionString = app.Configuration.GetConnectionString("PropOps")!;
        if (app.Configuration["Database:Provider"] == "PostgreSql")
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 1 });
            await Map<PostgresDialect>(app, async () => await source.OpenConnectionAsync(), keys);
            BareCreate.Map(app, source);
            await app.RunAsync();
        }
        else
        {
            await Map<SqliteDialect>(
                app,
                () =>
                {
                    var connection = new SqliteConnection(connectionString);
                    connection.Open();
                    return Task.FromResult<DbConnection>(connection);
                },
                keys);
            await app.RunAsync();
        }
    }

    private static async Task Map<TDialect>(IEndpointRouteBuilder app, Func<Task<DbConnection>> open, KeyRing keys)
        where TDialect : IDialect
    {
        MemorisedNames names;
        long account;
        await using (var connection = await open())
        {
            names = await MemorisedNames.Read(connection, keys);
            account = names.Accounts.Single(known => known.Value == "Chloe Patel").Key;
        }

        var queries = new JobQueries<TDialect>(keys, names);
        foreach (var (kind, sql, read) in new (string, Func<string, string, string>, Func<DbDataReader, BareJob>)[]
        {
            ("usual", JobQueries<TDialect>.Usual, queries.ReadUsual),
            ("limit", JobQueries<TDialect>.Limit, queries.ReadLimit),
        })
        {
            app.MapGet($"/{kind}/jobs", http => Answer(http, sql, read));
        }

        async Task Answer(HttpContext http, Func<string, string, string> sql, Func<DbDataReader, BareJob> read)
        {
            var query = http.Request.Query;
            var stage = query["stage"].ToString() is { Length: > 0 } named ? Stages[named] : null;
            var search = query["search"].ToString();
            var filter = "j.branch_id = @branch AND "
                + (stage is null ? "j.status <> 11" : $"j.status IN ({stage})")
                + (search.Length == 0 ? "" : " AND j.id IN (SELECT record_id FROM jobs_search WHERE terms @@ CAST(@search AS tsquery))");
            await using var connection = await open();
            var json = new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
            http.Response.ContentType = "application/json; charset=utf-8";
            json.WriteStartObject();
            json.WriteBoolean("success"u8, true);
            json.WriteStartArray("data"u8);
            var count = 0;
            await using (var command = Command(connection, sql(filter, "j.created_at DESC, j.id DESC")))
            {
                await using var rows = await command.ExecuteReaderAsync(http.RequestAborted);
                while (await rows.ReadAsync(http.RequestAborted))
                {
                    BareJson.Write(json, read(rows));
                    count++;
                }
            }

            json.WriteEndArray();
            json.WriteNumber("count"u8, count);
            if (query.ContainsKey("include_total"))
            {
                await using var command = Command(connection, $"SELECT count(*) FROM jobs_jobs j WHERE {filter}");
                var total = (long)(await command.ExecuteScalarAsync(http.RequestAborted))!;
                json.WriteNumber("total"u8, total);
            }

            json.WriteString("message"u8, "Operation completed successfully"u8);
            json.WriteEndObject();
            await json.FlushAsync(http.RequestAborted);

            DbCommand Command(DbConnection connection, string text)
            {
                var command = connection.CreateCommand();
                command.CommandText = text;
                Add(command, "branch", long.Parse(query["branch_id"]!, CultureInfo.InvariantCulture));
                Add(command, "account", account);
                Add(command, "search", $"'{search}':*");
                return command;
            }
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        if (command.CommandText.Contains("@" + name, StringComparison.Ordinal))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }
}
