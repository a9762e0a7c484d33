using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.Infrastructure.Persistence;
using PropOps.TestHost;
using PropOps.WebApi.Hosting;

namespace PropOps.ApiTests.Hosting;

/// <summary>The product as an operator runs it, on real Kestrel, with a database of its own.</summary>
public sealed class Installation : IAsyncDisposable
{
    /// <summary>One for all, since their databases are copies.</summary>
    private static readonly string MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Which hosts that are alike may share; compiling every query anew for each fixture took a quarter of the suite's time.</summary>
    private static readonly Dictionary<Column, ModelMemory> Models = Enum.GetValues<Column>().ToDictionary(column => column, _ => new ModelMemory());

    private readonly WebApplication _app;
    private readonly string _data;
    private readonly string? _postgresDatabase;

    private Installation(WebApplication app, string data, string? postgresDatabase)
    {
        (_app, _data, _postgresDatabase) = (app, data, postgresDatabase);
        Url = new Uri(app.Urls.First());
    }

    public Uri Url { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Its name on the server.</summary>
    public string PostgresDatabase => _postgresDatabase ?? throw new InvalidOperationException("This installation has no PostgreSQL of its own.");

    public static async Task<Installation> Start(Column column, params (string Key, string Value)[] settings)
    {
        var data = System.IO.Directory.CreateTempSubdirectory("propops-test-").FullName;
        var demo = settings.Contains(("Demo:Seed", "true"));
        string? database = null;
        if (column == Column.PostgreSql)
        {
            database = await FirstDatabases.Copy(demo);
        }
        else
        {
            await FirstDatabases.CopyTo(data, demo);
        }

        var app = Build(column, data, database, settings);
        await (await app.UsePropOps()).StartAsync();
        return new Installation(app, data, database);
    }

    /// <summary>Runs a verb of the program beside this node, on its database.</summary>
    /// <returns>the exit code.</returns>
    public Task<int> RunVerb(params string[] verb) => new CommandLine(WithSettings(verb)).Run();

    /// <summary>The same in a process of its own, for a verb that is judged by what it prints.</summary>
    public async Task<VerbRun> RunProgram(params string[] verb)
    {
        var folder = AppContext.BaseDirectory;
        string[] arguments =
        [
            "exec", "--runtimeconfig", Path.Combine(folder, "PropOps.ApiTests.runtimeconfig.json"), "--depsfile", Path.Combine(folder, "PropOps.ApiTests.deps.json"),
            typeof(PropOpsHost).Assembly.Location, .. WithSettings(verb),
        ];
        using var program = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var printed = await Task.WhenAll(program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync();
        return new VerbRun(program.ExitCode, printed[0].Trim(), printed[1].Trim());
    }

    private string[] WithSettings(string[] verb) =>
    [
        .. verb,
        "--PROPOPS_DATA", _data,
        "--Security:MasterKey", MasterKey,
        "--Database:Provider", _postgresDatabase is null ? nameof(Column.Sqlite) : nameof(Column.PostgreSql),
        .. _postgresDatabase is null ? Array.Empty<string>() : ["--ConnectionStrings:PropOps", TestPostgres.ConnectionString(_postgresDatabase)],
    ];

    /// <summary>A further node of this installation; it shares the database, and leaves it when it stops.</summary>
    public async Task<Installation> AnotherNode(params (string Key, string Value)[] settings)
    {
        var data = System.IO.Directory.CreateTempSubdirectory("propops-node-").FullName;
        var app = Build(Column.PostgreSql, data, PostgresDatabase, settings);
        await (await app.UsePropOps()).StartAsync();
        return new Installation(app, data, postgresDatabase: null);
    }

    internal static WebApplication Build(Column column, string data, string? database, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["PROPOPS_DATA"] = data,
            ["Security:MasterKey"] = MasterKey,
            ["Database:Provider"] = column.ToString(),
            ["ConnectionStrings:PropOps"] = database is null ? null : TestPostgres.ConnectionString(database),
            ["ConnectionStrings:Redis"] = database is null ? null : Environment.GetEnvironmentVariable("PROPOPS_TEST_REDIS"),
            ["Redis:KeyPrefix"] = $"{database}:",
            // Counts are compared to the last one, so no pause of a busy machine may count as Redis being away.
            ["Redis:PatienceMs"] = "5000",
            ["Logging:LogLevel:Default"] = "Warning",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(Models[column]);
        return builder.AddPropOps().Build();
    }

    /// <summary>Every file that is stored, and any that was left behind.</summary>
    public IReadOnlyList<string> StoredFiles => [.. System.IO.Directory.EnumerateFiles(Path.Combine(_data, "files"), "*", SearchOption.AllDirectories)];

    public string MailFolder => Path.Combine(_data, "mail");

    /// <summary>Until every event has been handled and every delivery has ended.</summary>
    public async Task Settled()
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await Eventually.Get(
            "Events and deliveries that wait",
            () => db.Database.SqlQuery<int>(
                $"SELECT (SELECT count(*) FROM core_outbox WHERE done_at IS NULL) + (SELECT count(*) FROM notifications_deliveries WHERE status = 'Queued') AS \"Value\"").SingleAsync(),
            waiting => waiting == 0);
    }

    /// <summary>The types of the events whose data names this record, in the order in which they were written.</summary>
    public async Task<IReadOnlyList<string>> EventsAbout(Guid uuid)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        return await db.Database.SqlQuery<string>($"SELECT type AS \"Value\" FROM core_outbox WHERE data LIKE {"%" + uuid + "%"} ORDER BY sequence").ToListAsync();
    }

    public HttpClient Client() => new(new AnswerCheck(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })) { BaseAddress = Url };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        System.IO.Directory.Delete(_data, recursive: true);
        if (_postgresDatabase is not null)
        {
            await TestPostgres.Drop(_postgresDatabase);
        }
    }
}

/// <summary>What a verb of the program ended with and printed.</summary>
public sealed record VerbRun(int ExitCode, string Output, string Error);

/// <summary>The two columns of the product: embedded and production. Every API test runs on both.</summary>
public enum Column
{
    Sqlite,
    PostgreSql,
}
