using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Persistence;
using PropOps.TestHost;

namespace PropOps.ApiTests.Jobs;

/// <summary>Among many jobs PostgreSQL finds the few that are asked for by an index, and never reads the whole table.</summary>
public sealed class QueryPlanTests
{
    private const int Many = 20_000;
    private Installation _installation = null!;
    private HttpClient _http = null!;
    private ApiUser _coordinator = null!;
    private DemoIds _demo = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        _installation = await Installation.Start(Column.PostgreSql, ("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000"));
        _http = _installation.Client();
        _coordinator = await ApiUser.SignIn(_http, "coordinator");
        _demo = await _installation.Demo();
        await Execute(
            $"""
            CREATE TEMP TABLE many ON COMMIT DROP AS SELECT job.* FROM jobs_jobs job, generate_series(1, {Many} / 400);
            UPDATE many SET id = 1000000 + nextval('jobs_jobs_id'), uuid = gen_random_uuid(), external_ref = NULL, created_at = created_at - random() * interval '300 days';
            UPDATE many SET job_ref = 'JOB-' || id;
            INSERT INTO jobs_jobs SELECT * FROM many;
            ANALYZE jobs_jobs;
            """);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http?.Dispose();
        await _installation.DisposeAsync();
    }

    [TestCase("branch_id=1")]
    [TestCase("branch_id=1&sort_by=created_at&offset=100")]
    [TestCase("contractor_id=1")]
    [TestCase("search=JOB-7")]
    [TestCase("")]
    public Task A_list_reads_its_page_by_an_index(string query) => ReadsByIndex(async () =>
    {
        var answer = await _coordinator.Get($"{JobsApi.Path}?limit=50&{query}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
    });

    [Test]
    public Task A_create_and_an_update_touch_their_own_rows() => ReadsByIndex(async () =>
    {
        var job = await _coordinator.CreateJob(JobsApi.NewJob(_demo.Addresses[0]));
        await _coordinator.UpdateJob(job, new() { ["job_title"] = "Boiler repair, urgent" });
        await _coordinator.GetJob(job);
    });

    /// <summary>By the server's own count of the scans that were begun.</summary>
    private async Task ReadsByIndex(Func<Task> work)
    {
        var before = await Scans();
        await work();
        var after = await Eventually.Get("Scans that the server has counted", Scans, scans => scans.ByIndex > before.ByIndex);

        Assert.That(after.Sequential, Is.EqualTo(before.Sequential));
    }

    private async Task<(long Sequential, long ByIndex)> Scans()
    {
        await using var scope = _installation.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Database
            .SqlQuery<ScanCount>($"SELECT seq_scan AS sequential, idx_scan AS by_index FROM pg_stat_user_tables WHERE relname = 'jobs_jobs'").SingleAsync();
        return (row.sequential, row.by_index);
    }

    private async Task Execute(string sql)
    {
        await using var scope = _installation.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Database.ExecuteSqlRawAsync(sql);
    }

    private sealed record ScanCount(long sequential, long by_index);
}
