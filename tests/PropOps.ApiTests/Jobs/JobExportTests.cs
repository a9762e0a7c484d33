using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Persistence;
using PropOps.TestHost;

namespace PropOps.ApiTests.Jobs;

/// <summary>format=csv of jobs.manage.list (CSV-1 to CSV-3).</summary>
public sealed class JobExportTests(Column column) : JobsTest(column)
{
    private ApiUser _gas = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "10")];

    protected override async Task Arrange()
    {
        await base.Arrange();
        _gas = await SignIn("gas");
    }

    [Test]
    [ProvesParameters("jobs.manage.list", "format")]
    public async Task Everything_that_matches_is_downloaded_whatever_the_limit()
    {
        var total = (await Coordinator.Get($"{JobsApi.Path}?archived=all&include_total=1&limit=1")).Body.GetProperty("total").GetInt32();

        var export = await Export(Coordinator, "archived=all&limit=1&offset=3");

        Assert.Multiple(() =>
        {
            Assert.That((export.Status, export.Type, export.Name), Is.EqualTo((200, "text/csv; charset=utf-8", "jobs.csv")));
            Assert.That(export.Lines[0], Does.StartWith("\uFEFFjob_ref,job_title,status_name,stage,").And.EndsWith(",cost_code,contractor_total"));
            Assert.That(export.Lines, Has.Length.EqualTo(total + 1).And.Length.GreaterThan(300));
            Assert.That(export.Limit, Is.EqualTo("150"), "counted as an export");
        });
    }

    [Test]
    public async Task The_same_jobs_in_the_same_order_as_the_list_and_what_is_hidden_is_empty()
    {
        await Coordinator.CreateJob(new
        {
            job_title = "=HYPERLINK(\"http://evil\"), click", job_description = "x", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0], contractor_id = Demo.Contractors[0],
            job_total_budget = 987.60, contractor_budget = 123.40, tag_ids = new[] { 1, 5 },
        });
        var filter = $"contractor_id={Demo.Contractors[0]}&sort_by=job_ref&open=1";
        var listed = (await _gas.Get($"{JobsApi.Path}?limit=200&{filter}")).Data.EnumerateArray().Select(job => job.Text("job_ref")).ToList();

        var (staff, firm) = (await Export(Coordinator, filter), await Export(_gas, filter));

        Assert.That(firm.Lines[1..].Select(line => line.Split(',')[0]), Is.EqualTo(listed));
        Assert.That(staff.Lines[1], Does.Contain(",\"'=HYPERLINK(\"\"http://evil\"\"), click\",Open,new,").And.Contain(",987.60,123.40,").And.Contain("Emergency; "));
        Assert.That(firm.Lines[1], Does.Not.Contain("987.60").And.Contain(",,123.40,"));
    }

    [TestCase("stauts_id=1", "stauts_id")]
    [TestCase("status_id=x", "status_id")]
    public async Task What_is_refused_is_refused_in_the_envelope(string query, string field)
    {
        var answer = await Coordinator.Get($"{JobsApi.Path}?format=csv&{query}");

        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, field)));
    }

    [Test]
    public async Task Only_csv_and_json_are_formats_and_only_a_list_is_downloaded()
    {
        Assert.That((await Coordinator.Get($"{JobsApi.Path}?format=xml")).Body.GetProperty("field").GetString(), Is.EqualTo("format"));
        Assert.That((await Coordinator.Get($"{JobsApi.Path}?format=json&limit=1")).Status, Is.EqualTo(200));
        Assert.That((await Coordinator.Get($"{JobsApi.Path}?action=get_lookups&format=csv")).Header("X-Ignored-Parameters"), Is.EqualTo("format"));
        Assert.That((await Http.GetAnswer($"{JobsApi.Path}?format=csv")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task The_published_description_shows_the_download()
    {
        var document = (await Http.GetAnswer("/swagger/v1/swagger.json")).Body;

        var answer = document.GetProperty("paths").GetProperty(JobsApi.Path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content");
        Assert.That(answer.EnumerateObject().Select(content => content.Name), Is.EqualTo(new[] { "application/json", "text/csv" }));
    }

    [Test]
    public async Task An_export_leaves_one_activity_row_with_filters_and_number_of_rows()
    {
        var export = await Export(Coordinator, "stage=closed&utm_source=mail");

        var row = await Eventually.Get("The activity row of the export", LastExport, found => found is not null);
        Assert.That((row!.Summary, row.Details), Is.EqualTo(($"{export.Lines.Length - 1} rows were exported", """{"fields":[],"filters":{"stage":"closed"}}""")));
    }

    private async Task<ActivityRow?> LastExport()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<ActivityRow>().AsNoTracking().Where(row => row.Action == "jobs.manage.list").ToListAsync())
            .SingleOrDefault(row => row.Details.Contains("closed", StringComparison.Ordinal));
    }

    private async Task<(int Status, string? Type, string? Name, string? Limit, string[] Lines)> Export(ApiUser user, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{JobsApi.Path}?format=csv&{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        using var response = await Http.SendAsync(request);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), response.Content.Headers.ContentDisposition?.FileName,
            response.Headers.TryGetValues("X-RateLimit-Limit", out var limit) ? limit.Single() : null, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }
}
