using System.Net.Http.Headers;
using System.Text.Json;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using static PropOps.ApiTests.Jobs.VisitsApi;

namespace PropOps.ApiTests.Jobs;

/// <summary>The list of visits for outside systems: what changed since, what is gone, and the download.</summary>
public sealed class VisitSyncTests(Column column) : JobsTest(column)
{
    private ApiUser _gas = null!;

    protected override async Task Arrange()
    {
        await base.Arrange();
        _gas = await SignIn("gas");
    }

    [Test]
    [ProvesParameters("jobs.visits.list", "updated_since", "sort")]
    public async Task SYNC_1_a_visit_is_told_again_when_something_happens_to_it()
    {
        var (early, late) = (await WithVisit(20), await WithVisit(10));
        var first = await Coordinator.Get($"{VisitsPath}?limit=200&updated_since={Instant(DateTimeOffset.UtcNow.AddMinutes(-5))}&sort=updated_at");
        Assert.That(Uuids(first.Data).Where(uuid => uuid == early.Visit || uuid == late.Visit), Is.EqualTo(new[] { early.Visit, late.Visit }), "by change, not by day");
        Assert.That(first.Body.GetProperty("deleted").GetArrayLength(), Is.Zero);

        var since = (await Coordinator.GetJob(late.Job)).GetProperty("updated_at").GetDateTimeOffset().AddMilliseconds(1);
        Assert.That(Uuids((await Changes(Coordinator, since)).Data), Does.Not.Contain(early.Visit));
        await Coordinator.Schedule(early.Job, Day(21));
        var told = await Changes(Coordinator, since);
        Assert.That(Uuids(told.Data), Does.Contain(early.Visit).And.Not.Contain(late.Visit));
        Assert.That(told.Body.GetProperty("as_of").GetDateTimeOffset(), Is.LessThanOrEqualTo(DateTimeOffset.UtcNow));

        var whole = await Coordinator.Get($"{VisitsPath}?limit=1");
        Assert.That((whole.Body.TryGetProperty("as_of", out _), whole.Body.TryGetProperty("deleted", out _)), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task SYNC_2_a_visit_is_gone_for_whoever_no_longer_sees_its_job()
    {
        var since = DateTimeOffset.UtcNow.AddMinutes(-1);
        var (job, visit) = await WithVisit(30);
        Assert.That(Uuids((await Changes(_gas, since)).Data), Does.Contain(visit));

        await Coordinator.UpdateJob(job, new() { ["contractor_id"] = Demo.Contractors[1] });
        Assert.That(Gone(await Changes(_gas, since)), Does.Contain(visit));
        Assert.That(Gone(await Changes(Coordinator, since)), Does.Not.Contain(visit));

        (await Coordinator.Post(JobsApi.Path, new { action = "delete", uuid = job.Text("uuid") })).Granted();
        Assert.That(Gone(await Changes(Coordinator, since)), Does.Contain(visit));
    }

    [Test]
    public async Task SYNC_2_further_back_than_thirty_days_the_whole_list_must_be_read()
    {
        var refused = await Changes(Coordinator, DateTimeOffset.UtcNow.AddDays(-31));
        Assert.That((refused.Status, refused.Error), Is.EqualTo((400, "updated_since is more than 30 days ago: read the whole list")));
    }

    [Test]
    [ProvesParameters("jobs.visits.list", "format")]
    public async Task Visits_are_downloaded_whatever_the_limit()
    {
        var (job, _) = await WithVisit(40);
        await _gas.Propose(job, Slot(50));

        var request = new HttpRequestMessage(HttpMethod.Get, $"{VisitsPath}?format=csv&limit=1&job_uuid={job.Text("uuid")}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Coordinator.Token);
        using var response = await Http.SendAsync(request);
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Multiple(() =>
        {
            Assert.That((response.Content.Headers.ContentType?.ToString(), response.Content.Headers.ContentDisposition?.FileName), Is.EqualTo(("text/csv; charset=utf-8", "visits.csv")));
            Assert.That(lines[0], Does.EndWith("outcome_reason,outcome_by_name,outcome_at,cancelled_by,cancel_reason,created_at"));
            Assert.That(lines, Has.Length.EqualTo(3));
            Assert.That(lines[1], Does.StartWith($"{job.Text("job_ref")},1,confirmed,{Day(40)},"));
            Assert.That(lines[2], Does.StartWith($"{job.Text("job_ref")},2,proposed,,"));
        });
    }

    /// <summary>A job of gas, accepted, with one confirmed visit.</summary>
    private async Task<(JsonElement Job, string Visit)> WithVisit(int day)
    {
        var job = await Coordinator.CreateJob(new
        {
            job_title = "Visited", job_description = "x", priority_id = 2, status_id = 3, job_type_id = 3, address_id = Demo.Addresses[0], contractor_id = Demo.Contractors[0], date_works_start_date = Day(day),
        });
        return (job, (await Coordinator.VisitsOf(job)).Single().Text("uuid")!);
    }

    private static Task<ApiAnswer> Changes(ApiUser user, DateTimeOffset since) => user.Get($"{VisitsPath}?limit=200&updated_since={Instant(since)}");

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    private static IEnumerable<string?> Uuids(JsonElement list) => list.EnumerateArray().Select(visit => visit.Text("uuid"));

    private static IEnumerable<string?> Gone(ApiAnswer answer) => Uuids(answer.Body.GetProperty("deleted"));
}
