using System.Text.Json;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;

namespace PropOps.ApiTests.Watch;

/// <summary>How the activity log is read.</summary>
public sealed class ActivityLogTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/admin/activity-log";
    private ApiUser _director = null!;
    private ApiUser _coordinator = null!;
    private JsonElement _job;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000"), ("Security:TrustedProxies", "127.0.0.0/8")];

    protected override async Task Arrange()
    {
        _director = await ApiUser.SignIn(Http, "director");
        _coordinator = await ApiUser.SignIn(Http, "coordinator");
        _job = await _coordinator.CreateJob(JobsApi.NewJob((await Installation.Demo()).Addresses[0]));
        await _coordinator.Do(_job, "cancel", new() { ["reason"] = "Not needed any more" });
    }

    [Test]
    [ProvesParameters("admin.activity_log.list", "action", "category", "resource_type", "order")]
    public async Task What_was_done_is_told_under_the_name_of_the_operation()
    {
        var rows = await Rows($"job_uuid={_job.Text("uuid")}&order=asc");

        Assert.That(
            rows.Select(row => (row.Text("action"), row.Text("category"), row.Text("user_name"), row.Text("via"))),
            Is.EqualTo(new[] { ("job.created", "jobs", "Chloe Patel", "api"), ("jobs.transitions.cancel", "jobs", "Chloe Patel", "api") }));
        Assert.That((await Rows($"job_uuid={_job.Text("uuid")}")).Select(row => row.Text("action")), Is.EqualTo(new[] { "jobs.transitions.cancel", "job.created" }));
        Assert.That((await Rows("action=jobs.transitions.*")).Select(row => row.Text("action")), Is.Not.Empty.And.All.StartsWith("jobs.transitions."));
        Assert.That((await Rows("action=jobs.transitions.cancel")).Select(row => row.Text("action")), Is.Not.Empty.And.All.EqualTo("jobs.transitions.cancel"));
        Assert.That(await Rows("action=jobs.transitions"), Is.Empty);
        Assert.That((await Rows("category=access")).Select(row => row.Text("category")), Is.Not.Empty.And.All.EqualTo("access"));
        Assert.That((await Rows("resource_type=job")).Select(row => row.Text("resource_type")), Is.Not.Empty.And.All.EqualTo("job"));
    }

    [Test]
    [ProvesParameters("admin.activity_log.list", "user_id", "job_uuid", "resource_uuid", "ip_address", "search")]
    public async Task Rows_are_found_by_who_did_it_to_what_and_from_where()
    {
        await Http.Answer(new(HttpMethod.Post, "/api/auth/login")
        {
            Headers = { { "X-Forwarded-For", "198.51.100.77" } },
            Content = System.Net.Http.Json.JsonContent.Create(new { email = "finance@demo.propops.test", password = "wrong" }),
        });
        var coordinator = (await Installation.Demo()).Accounts["coordinator"];
        var uuid = _job.Text("uuid");

        Assert.That((await Rows($"user_id={coordinator}")).Select(row => row.GetProperty("user_id").GetInt64()), Is.Not.Empty.And.All.EqualTo(coordinator));
        Assert.That((await Rows($"resource_uuid={uuid}")).Select(row => row.Text("resource_uuid")), Is.Not.Empty.And.All.EqualTo(uuid));
        Assert.That(await Rows($"job_id={_job.GetProperty("ID")}"), Has.Count.EqualTo((await Rows($"job_uuid={uuid}")).Count));
        Assert.That((await Rows("ip_address=198.51.100.77")).Select(row => (row.Text("action"), row.Text("category"))), Is.EqualTo(new[] { ("failed_login", "access") }));
        Assert.That(await Rows("ip_address=198.51.100.78"), Is.Empty);
        Assert.That((await Rows("search=chlo")).Select(row => row.Text("user_name")), Is.Not.Empty.And.All.EqualTo("Chloe Patel"));
        Assert.That((await Rows("search=coordinator@demo.propops.test")).Select(row => row.Text("user_name")), Is.Not.Empty.And.All.EqualTo("Chloe Patel"));
        Assert.That((await Rows($"search={_job.Text("job_ref")}")).Select(row => row.Text("summary")), Is.Not.Empty.And.All.Contains(_job.Text("job_ref")!));
    }

    [Test]
    [ProvesParameters("admin.activity_log.list", "uuid")]
    public async Task One_row_is_shown_with_all_that_is_kept_of_it_to_who_may_manage_the_log()
    {
        var row = (await Rows("action=job.created"))[0];
        var whole = (await Rows($"uuid={row.Text("uuid")}"))[0];
        var absent = await _director.Get($"{Path}?uuid={Guid.CreateVersion7()}");

        Assert.That(whole.GetProperty("details").GetProperty("fields").ValueKind, Is.EqualTo(JsonValueKind.Array));
        Assert.That(row.TryGetProperty("details", out _), Is.False);
        Assert.That((absent.Status, absent.Error), Is.EqualTo((404, "Activity not found")));
    }

    [Test]
    [ProvesParameters("admin.activity_log.list", "limit", "offset", "include_total", "date_from", "date_to", "updated_since", "sort")]
    public async Task The_list_is_paged_and_synced()
    {
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd");
        var rows = await Rows($"job_uuid={_job.Text("uuid")}&order=asc");
        var page = await _director.Get($"{Path}?job_uuid={_job.Text("uuid")}&order=asc&limit=1&offset=1&include_total=true");
        var since = await _director.Get($"{Path}?job_uuid={_job.Text("uuid")}&updated_since={rows[1].Text("created_at")}&sort=updated_at");
        var backwards = await _director.Get($"{Path}?date_from=2026-02-02&date_to=2026-02-01");

        Assert.That((page.Data[0].Text("uuid"), page.Body.GetProperty("total").GetInt32()), Is.EqualTo((rows[1].Text("uuid"), 2)));
        Assert.That(since.Data.EnumerateArray().Select(row => row.Text("uuid")), Does.Contain(rows[1].Text("uuid")));
        Assert.That(since.Body.GetProperty("deleted").GetArrayLength(), Is.Zero);
        Assert.That(await Rows("date_to=2020-01-01"), Is.Empty);
        Assert.That(await Rows("date_from=2099-01-01"), Is.Empty);
        Assert.That(await Rows($"date_from=2020-01-01&date_to={today}"), Is.Not.Empty);
        Assert.That((backwards.Status, backwards.Error), Is.EqualTo((400, "date_to must not be before date_from")));
    }

    [Test]
    [ProvesParameters("admin.activity_log.list", "format")]
    public async Task A_download_leaves_a_row_itself()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?format=csv&job_uuid={_job.Text("uuid")}");
        request.Headers.Authorization = new("Bearer", _director.Token);
        var lines = (await (await Http.SendAsync(request)).Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That((await Rows("action=admin.activity_log.list"))[0].Text("summary"), Is.EqualTo("2 rows were exported"));
    }

    [Test]
    [ProvesParameters("users.users.get_audit_log", "uuid", "limit", "offset", "include_total", "updated_since", "sort")]
    public async Task The_second_door_tells_of_accounts_only()
    {
        const string Door = "/api/users/users?action=get_audit_log";
        var coordinator = (await Installation.Demo()).Accounts["coordinator"];
        var all = await _director.Get($"{Door}&include_total=true&limit=1&offset=1");
        var own = await _director.Get($"{Door}&uuid={coordinator}");
        var later = await _director.Get($"{Door}&updated_since={DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}&sort=updated_at");

        Assert.That((all.Data.GetArrayLength(), all.Body.GetProperty("total").GetInt32()), Is.EqualTo((1, all.Body.GetProperty("total").GetInt32())));
        Assert.That(own.Data.EnumerateArray().Select(row => row.Text("action")), Is.EqualTo(new[] { "auth.login.create_token" }));
        Assert.That(later.Data.GetArrayLength(), Is.Zero);
    }

    private async Task<IReadOnlyList<JsonElement>> Rows(string filter)
    {
        var answer = await _director.Get($"{Path}?{filter}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return [.. answer.Data.EnumerateArray()];
    }
}
