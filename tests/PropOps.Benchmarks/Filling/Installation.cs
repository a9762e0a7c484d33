using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropOps.Infrastructure.Persistence;
using PropOps.WebApi.Hosting;

namespace PropOps.Benchmarks.Filling;

/// <summary>The demo with many jobs, on a database of its own.</summary>
/// <param name="Settings">as environment variables.</param>
internal sealed record Installation(IReadOnlyDictionary<string, string> Settings)
{
    private const string Key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    /// <summary>On PostgreSQL and Redis.</summary>
    /// <param name="server">how PostgreSQL is reached; the database is made anew.</param>
    public static async Task<Installation> OnPostgres(string server, string redis, string folder, int jobs)
    {
        var name = $"propops_load_{jobs}";
        await using (var source = NpgsqlDataSource.Create(server))
        {
            await source.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").ExecuteNonQueryAsync();
            await source.CreateCommand($"CREATE DATABASE {name}").ExecuteNonQueryAsync();
        }

        return await Make(folder, jobs, new()
        {
            ["Database__Provider"] = "PostgreSql",
            ["ConnectionStrings__PropOps"] = new NpgsqlConnectionStringBuilder(server) { Database = name, IncludeErrorDetail = false }.ConnectionString,
            ["ConnectionStrings__Redis"] = redis,
            ["Redis__KeyPrefix"] = name + ":",
        });
    }

    /// <summary>On the embedded default.</summary>
    public static Task<Installation> Embedded(string folder, int jobs) =>
        Make(folder, jobs, new() { ["ConnectionStrings__PropOps"] = $"Data Source={Path.Combine(folder, "propops.db")}" });

    /// <summary>Until every event is handled and every mail has gone out. On PostgreSQL.</summary>
    public async Task Settled()
    {
        await using var source = NpgsqlDataSource.Create(Settings["ConnectionStrings__PropOps"]);
        await using var waiting = source.CreateCommand(
            "SELECT EXISTS (SELECT 1 FROM core_outbox WHERE done_at IS NULL) OR EXISTS (SELECT 1 FROM notifications_deliveries WHERE status = 'Queued')");
        while ((bool)(await waiting.ExecuteScalarAsync())!)
        {
            await Task.Delay(100);
        }
    }

    private static async Task<Installation> Make(string folder, int jobs, Dictionary<string, string> settings)
    {
        settings["PROPOPS_DATA"] = folder;
        settings["Security__MasterKey"] = Key;
        settings["Demo__Seed"] = "true";
        settings["RateLimiting__Multiplier"] = "1000000";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        builder.Logging.ClearProviders();
        await using var app = builder.AddPropOps().Build();
        await app.Services.GetRequiredService<DatabaseStart>().Migrate(CancellationToken.None);
        await app.UsePropOps();
        await ManyJobs.Fill(app.Services, jobs);
        NpgsqlConnection.ClearAllPools();
        return new Installation(settings);
    }
}
