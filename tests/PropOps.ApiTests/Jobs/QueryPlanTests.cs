using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Jobs;

/// <summary>Among many jobs PostgreSQL finds the few that are asked for by an index, and never reads the whole table.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private const int Many = 20_000;
    private readonly RequestStatements _statements = new();
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

    public void Dispose() => _statements.Dispose();

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

    /// <summary>By the plans of the very statements that the requests sent.</summary>
    private async Task ReadsByIndex(Func<Task> work)
    {
        _statements.Forget();
        await work();

        var aboutJobs = _statements.Sent.Where(statement => statement.Sql.Contains("jobs_jobs", StringComparison.Ordinal)).ToList();
        Assert.That(aboutJobs, Is.Not.Empty);
        foreach (var statement in aboutJobs)
        {
            Assert.That(await PlanOf(statement), Does.Not.Contain("Seq Scan on jobs_jobs"), statement.Sql);
        }
    }

    private async Task<string> PlanOf(RequestStatement statement)
    {
        await using var connection = new NpgsqlConnection(TestPostgres.ConnectionString(_installation.PostgresDatabase));
        await connection.OpenAsync();
        await using var explain = new NpgsqlCommand($"EXPLAIN {statement.Sql}", connection);
        explain.Parameters.AddRange(statement.Parameters.Select(parameter => parameter.Clone()).ToArray());
        await using var reader = await explain.ExecuteReaderAsync();
        var plan = new StringBuilder();
        while (await reader.ReadAsync())
        {
            plan.AppendLine(reader.GetString(0));
        }

        return plan.ToString();
    }

    private async Task Execute(string sql)
    {
        await using var scope = _installation.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Database.ExecuteSqlRawAsync(sql);
    }
}
