using System.Diagnostics;
using System.Text.Json;
using PropOps.Benchmarks.Bare;
using PropOps.Benchmarks.Filling;

namespace PropOps.Benchmarks.Measuring;

/// <summary>Everything that build/load/run.sh measures, against what the same machine can do without the product.</summary>
/// <param name="program">the product's DLL.</param>
/// <param name="scripts">the folder of the Lua files.</param>
internal sealed class LoadTest(string program, string scripts)
{
    public const string Usage = "measure PRODUCT.dll SCRIPTS [many | growth | embedded]";
    private const int Seconds = 5;
    private const int Many = 100_000;
    private const int Few = 10_000;
    private const int Most = 1_000_000;
    private const int CsrfTokens = 20;
    private const string List = "limit=50&branch_id=1&sort_by=created_at";
    private const string Word = "aab";

    private static readonly string[] Board = [.. new[] { "new", "in_progress", "completed" }.Select(stage => $"{List}&include_total=true&stage={stage}")];
    private static readonly string Self = typeof(LoadTest).Assembly.Location;

    private readonly List<Measure> _measures = [];

    public static string Postgres => Environment.GetEnvironmentVariable("PROPOPS_TEST_POSTGRES")!;

    public static string Redis => Environment.GetEnvironmentVariable("PROPOPS_TEST_REDIS")!;

    /// <param name="part">the one to measure; all without it.</param>
    public async Task<int> Run(string? part)
    {
        var folder = Directory.CreateTempSubdirectory("propops-load-").FullName;
        try
        {
            if (part is null or "many")
            {
                await AmongMany(await OnPostgres(Many));
            }

            if (part is null or "growth")
            {
                await Growing(await OnPostgres(Few), await OnPostgres(Most));
            }

            if (part is null or "embedded")
            {
                await Embedded(await Filled(Many, jobs => Installation.Embedded(folder, jobs)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine();
        foreach (var measure in _measures)
        {
            Console.WriteLine(measure.TabSeparated);
        }

        return 0;

        Task<Installation> OnPostgres(int jobs) => Filled(jobs, count => Installation.OnPostgres(Postgres, Redis, folder, count));
    }

    private static async Task<Installation> Filled(int jobs, Func<int, Task<Installation>> make)
    {
        Console.WriteLine($"Making {jobs:N0} jobs…");
        return await make(jobs);
    }

    private async Task AmongMany(Installation installation)
    {
        await using var product = await Product.Start(program, installation.Settings);
        await using var bare = await StartBare(installation);
        await RequireSameData(product, bare, List);
        var lists = await Contest.Between(AskProduct(product, List), AskBare(bare, "usual", List), AskBare(bare, "limit", List));
        Add(new("list / usual", "req/s", lists[0].Rate, lists[1].Rate, 1.5));
        Add(new("list / limit", "req/s", lists[0].Rate, lists[2].Rate, 0.6));
        await AgainstUsual("list with total", product, bare, $"{List}&include_total=true");
        await AgainstUsual("search", product, bare, $"{List}&search={Word}");
        var board = await Contest.Between(
            () => Wrk.Run(product.Url(""), Seconds, product.Token, Script("paths"), Board.Select(query => $"/api/jobs/manage?{query}")),
            () => Wrk.Run(bare.Address.ToString(), Seconds, null, Script("paths"), Board.Select(query => $"/usual/jobs?{query}")));
        Add(new("office board", "req/s", board[0].Rate, board[1].Rate, 1.0));
        await Creating(product, bare, installation);
        Add(new("resident memory", "MB", product.Server.ResidentMegabytes, null, 350, AtMost: true));
        Add(new("start to first answer", "s", product.Server.StartedIn.TotalSeconds, null, 3, AtMost: true));
    }

    private async Task AgainstUsual(string name, Product product, ServerProcess bare, string query)
    {
        await RequireSameData(product, bare, query);
        var runs = await Contest.Between(AskProduct(product, query), AskBare(bare, "usual", query));
        Add(new(name, "req/s", runs[0].Rate, runs[1].Rate, 1.0));
    }

    /// <summary>Nobody's turn begins before the events and mails of the last one are done: they would be measured with it.</summary>
    private async Task Creating(Product product, ServerProcess bare, Installation installation)
    {
        var settling = new List<double>();
        var runs = await Contest.Between(
            async () =>
            {
                var run = await Wrk.Run(product.Url("/api/jobs/manage"), Seconds, product.Token, Script("create"), await product.CsrfTokens(CsrfTokens));
                var clock = Stopwatch.StartNew();
                await installation.Settled();
                settling.Add(clock.Elapsed.TotalSeconds);
                return run;
            },
            () => Wrk.Run(new Uri(bare.Address, "/bare/jobs").ToString(), Seconds, null, Script("create"), Enumerable.Repeat("none", CsrfTokens)));
        Add(new("create / bare insert", "req/s", runs[0].Rate, runs[1].Rate, 0.35));
        Add(new("create with all it causes", "req/s", runs[0].Rate * Seconds / (Seconds + settling.Order().ElementAt(settling.Count / 2)), runs[1].Rate, Aim: null));
    }

    /// <summary>Whether a hundred times the jobs make the list slower.</summary>
    private async Task Growing(Installation few, Installation most)
    {
        await using var small = await Product.Start(program, few.Settings);
        await using var large = await Product.Start(program, most.Settings);
        var runs = await Contest.Between(AskProduct(large, List), AskProduct(small, List));
        Add(new("p99 with 1,000,000 jobs / with 10,000", "ms", runs[0].P99, runs[1].P99, 1.3, AtMost: true));
    }

    private async Task Embedded(Installation installation)
    {
        await using var product = await Product.Start(program, installation.Settings);
        await using var bare = await StartBare(installation);
        await RequireSameData(product, bare, List);
        var runs = await Contest.Between(AskProduct(product, List), AskBare(bare, "usual", List));
        Add(new("list on SQLite / usual", "req/s", runs[0].Rate, runs[1].Rate, 0.8));
        Add(new("embedded: resident memory", "MB", product.Server.ResidentMegabytes, null, 350, AtMost: true));
        Add(new("embedded: start to first answer", "s", product.Server.StartedIn.TotalSeconds, null, 3, AtMost: true));
    }

    /// <summary>Byte by byte: who answers less is not faster.</summary>
    private static async Task RequireSameData(Product product, ServerProcess bare, string query)
    {
        using var http = new HttpClient { BaseAddress = bare.Address };
        var ours = Data(await product.Get($"/api/jobs/manage?{query}"));
        foreach (var kind in new[] { "usual", "limit" })
        {
            var theirs = Data(JsonDocument.Parse(await http.GetStringAsync(new Uri($"/{kind}/jobs?{query}", UriKind.Relative))).RootElement);
            if (ours != theirs)
            {
                throw new InvalidOperationException($"{kind} does not answer what the product does.\n{ours}\n{theirs}");
            }
        }

        static string Data(JsonElement answer) => answer.GetProperty("data").GetRawText() + (answer.TryGetProperty("total", out var total) ? total.GetRawText() : "");
    }

    private static Task<ServerProcess> StartBare(Installation installation) =>
        ServerProcess.Start(Self, $"/limit/jobs?{List}", installation.Settings, BareServer.Usage);

    private static Func<Task<Run>> AskProduct(Product product, string query) => () => Wrk.Run(product.Url($"/api/jobs/manage?{query}"), Seconds, product.Token, null);

    private static Func<Task<Run>> AskBare(ServerProcess bare, string kind, string query) => () => Wrk.Run(new Uri(bare.Address, $"/{kind}/jobs?{query}").ToString(), Seconds, null, null);

    private string Script(string name) => Path.Combine(scripts, name + ".lua");

    private void Add(Measure measure)
    {
        _measures.Add(measure);
        Console.WriteLine(measure);
    }
}
