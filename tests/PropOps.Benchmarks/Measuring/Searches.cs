using System.Diagnostics;
using System.Globalization;
using PropOps.Benchmarks.Filling;

namespace PropOps.Benchmarks.Measuring;

/// <summary>
/// How long lists and searches take among many jobs, each as a ratio to the first page of the plain list, which any machine
/// can compare.
/// </summary>
internal static class Searches
{
    public const string Usage = "searches JOBS";
    private const int Rounds = 30;

    private static readonly (string What, string Query)[] Lists =
    [
        ("plain list", ""), ("rare word", "search=quixotic"), ("common word", "search=aa"), ("two words", "search=aa+ab"), ("a name", "search=smith"),
        ("word and name", "search=ab+smith"), ("reference", "search=JOB-4711"), ("no hit", "search=zzzz"), ("last day changed", "sort_by=updated_at"),
    ];

    public static async Task<int> Run(int jobs)
    {
        var folder = Directory.CreateTempSubdirectory("propops-searches-").FullName;
        try
        {
            await Measure("SQLite", jobs, await Installation.Embedded(folder, jobs));
            await Measure("PostgreSQL", jobs, await Installation.OnPostgres(LoadTest.Postgres, LoadTest.Redis, folder, jobs));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task Measure(string database, int jobs, Installation installation)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database}, {jobs:N0} jobs"));
        await using var product = await Product.Start(Path.Combine(AppContext.BaseDirectory, "PropOps.WebApi.dll"), installation.Settings);
        var plain = 0d;
        foreach (var (what, query) in Lists)
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                await product.Get($"/api/jobs/manage?archived=all&{query}");
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var total = (await product.Get($"/api/jobs/manage?archived=all&limit=1&include_total=1&{query}")).GetProperty("total").GetInt64();
            var median = times.Order().ElementAt(Rounds / 2);
            plain = plain == 0 ? median : plain;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-18}{total,9} jobs {median,8:0.0} ms {median / plain,6:0.0} times the plain list"));
        }
    }
}
