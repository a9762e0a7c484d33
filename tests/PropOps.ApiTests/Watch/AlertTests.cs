using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.ApiTests.Jobs;
using PropOps.Application.Alerts;
using PropOps.Domain.Alerts;
using PropOps.Domain.Integrity;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Watch;

/// <summary>What is alarming opens an alert, once, and closes it again.</summary>
public sealed class AlertTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/admin/alerts";
    private ApiUser _director = null!;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000"), ("Security:TrustedProxies", "127.0.0.0/8")];

    protected override async Task Arrange() => _director = await ApiUser.SignIn(Http, "director");

    [Test]
    public async Task SIGN_4_an_address_from_which_fifty_failed_is_heard_no_more_and_one_alert_opens()
    {
        // Each password that is compared takes its time; so most of the failures are only written down.
        var first = await SignIn("198.51.100.9", "nobody0@example.com");
        await using (var scope = Installation.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Database.ExecuteSqlAsync($"UPDATE core_sign_in_counters SET tries = 47 WHERE key LIKE 'address:%'");
        }

        ApiAnswer[] failures = [first, .. await Task.WhenAll(Enumerable.Range(1, 3).Select(number => SignIn("198.51.100.9", $"nobody{number}@example.com")))];
        var refused = await SignIn("198.51.100.9", "director@demo.propops.test");
        var elsewhere = await SignIn("198.51.100.10", "nobody0@example.com");
        var alerts = (await Alerts("kind=anomaly")).Where(alert => alert.Text("ip_address") == "198.51.100.9").ToList();

        Assert.Multiple(() =>
        {
            Assert.That(failures.Select(answer => answer.Code), Is.All.EqualTo("invalid_credentials"));
            Assert.That((refused.Status, refused.Code), Is.EqualTo((429, "rate_limited")));
            Assert.That(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), Is.InRange(890, 900));
            Assert.That(elsewhere.Status, Is.EqualTo(401));
            Assert.That(alerts.Select(alert => (alert.Text("component"), alert.Text("severity"), alert.Text("status"))), Is.EqualTo(new[] { ("security", "warning", "open") }));
        });
        var events = await _director.Get("/api/security/events?ip=198.51.100.9&outcome=rate_limited");
        Assert.That(events.Data.GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task SIGN_4_an_IPv6_network_is_one_address()
    {
        await SignIn("2001:db8:7:1::1", "nobody@example.com");
        await Installation.InDatabase(db => db.Database.ExecuteSqlAsync($"UPDATE core_sign_in_counters SET tries = 49 WHERE key LIKE 'address:%'"));

        var last = await SignIn("2001:db8:7:1:ffff::2", "nobody@example.com");
        var refused = await SignIn("2001:db8:7:1::3", "director@demo.propops.test");
        var elsewhere = await SignIn("2001:db8:7:2::1", "nobody@example.com");

        Assert.That((last.Status, refused.Status, elsewhere.Status), Is.EqualTo((401, 429, 401)));
    }

    [Test]
    [ProvesParameters("system.alerts.list", "status")]
    public async Task INT_2_whoever_is_refused_again_and_again_is_looked_at_and_acknowledging_ends_it()
    {
        var gas = await ApiUser.SignIn(Http, "gas");
        var id = (await Installation.Demo()).Accounts["gas"];
        for (var call = 0; call < 22; call++)
        {
            await gas.Get(call % 2 == 0 ? Path : $"/api/jobs/manage?action=get&uuid={Guid.CreateVersion7()}");
        }

        var alert = (await Alerts("kind=anomaly")).Single(one => one.GetProperty("user_id").ValueKind == JsonValueKind.Number && one.GetProperty("user_id").GetInt64() == id);
        var acknowledged = await _director.Post(Path, new { action = "acknowledge", uuid = alert.Text("uuid"), note = "A new colleague" });
        await gas.Get(Path);
        var again = await _director.Post(Path, new { action = "acknowledge", uuid = alert.Text("uuid") });

        Assert.Multiple(async () =>
        {
            Assert.That((acknowledged.Data.Text("status"), acknowledged.Data.Text("acknowledged_by_name"), acknowledged.Data.Text("note")), Is.EqualTo(("resolved", "Ben Jones", "A new colleague")));
            Assert.That((again.Status, again.Error), Is.EqualTo((409, "This alert is resolved")));
            Assert.That((await Alerts("kind=anomaly")).Select(one => one.Text("uuid")), Does.Not.Contain(alert.Text("uuid")), "none of the same account within the hour");
            Assert.That((await Alerts("kind=anomaly&status=resolved")).Select(one => one.Text("uuid")), Does.Contain(alert.Text("uuid")));
        });
    }

    [Test]
    [ProvesParameters("system.alerts.list", "component", "kind", "limit", "offset", "include_total", "updated_since", "sort")]
    public async Task An_alert_opens_once_stays_acknowledged_and_closes_when_its_cause_has_gone()
    {
        var draft = new AlertDraft("disk", "unhealthy", "low", "3 % free", AlertSeverity.Critical);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Do(alerts => alerts.Raise(draft, CancellationToken.None))));
        await Do(alerts => alerts.Raise(draft with { Subject = "other" }, CancellationToken.None));
        var open = await Alerts("component=disk&kind=unhealthy&sort=opened_at");
        var page = await _director.Get($"{Path}?component=disk&sort=opened_at&limit=1&offset=1&include_total=true");
        var uuid = open[0].Text("uuid");

        await _director.Post(Path, new { action = "acknowledge", uuid });
        var acknowledged = await Alerts("component=disk&status=acknowledged");
        await Do(alerts => alerts.Raise(draft, CancellationToken.None));
        await Do(alerts => alerts.Resolve("disk", "unhealthy", "low", CancellationToken.None));
        var resolved = await Alerts("component=disk&status=resolved");
        var since = await _director.Get($"{Path}?status=all&component=disk&updated_since={resolved[0].Text("resolved_at")}&sort=updated_at");

        Assert.Multiple(async () =>
        {
            Assert.That(open, Has.Count.EqualTo(2));
            Assert.That((page.Data[0].Text("uuid"), page.Body.GetProperty("total").GetInt32()), Is.EqualTo((open[1].Text("uuid"), 2)));
            Assert.That(acknowledged.Select(alert => alert.Text("uuid")), Is.EqualTo(new[] { uuid }));
            Assert.That(resolved.Select(alert => alert.Text("uuid")), Is.EqualTo(new[] { uuid }));
            Assert.That(since.Data.EnumerateArray().Select(alert => alert.Text("uuid")), Is.EqualTo(new[] { uuid }));
            Assert.That((await Alerts("component=email")), Is.Empty);
            Assert.That((await Alerts("component=disk&kind=full")), Is.Empty);
            Assert.That(await Told(uuid!), Is.EquivalentTo(new[] { "system.alert_raised", "system.alert_resolved" }));
        });
    }

    [Test]
    public async Task INT_1_a_file_that_differs_is_told_once_until_the_files_agree()
    {
        await Installation.RunTask("security.integrity");
        var whole = await _director.Get("/api/security/integrity");
        var files = await Change(files => files["PropOps.WebApi.dll"] = new string('0', 64));
        await Installation.RunTask("security.integrity");
        await Installation.RunTask("security.integrity");
        var open = await Alerts("kind=integrity");
        var broken = await _director.Get("/api/security/integrity");
        await Change(stored => stored["PropOps.WebApi.dll"] = files);
        await Installation.RunTask("security.integrity");

        Assert.Multiple(async () =>
        {
            Assert.That(whole.Data.GetProperty("last_check").GetProperty("differences").GetInt32(), Is.Zero, whole.Body.ToString());
            Assert.That(whole.Data.GetProperty("files").GetInt32(), Is.GreaterThan(50));
            Assert.That(open.Select(alert => (alert.Text("detail"), alert.Text("severity"))), Is.EqualTo(new[] { ("1 file differs", "critical") }));
            Assert.That(open[0].GetProperty("files")[0].Text("path"), Is.EqualTo("PropOps.WebApi.dll"));
            Assert.That(open[0].GetProperty("files")[0].Text("change"), Is.EqualTo("changed"));
            Assert.That(broken.Data.GetProperty("last_check").GetProperty("differences").GetInt32(), Is.EqualTo(1));
            Assert.That(await Alerts("kind=integrity"), Is.Empty);
            Assert.That(await Alerts("kind=integrity&status=resolved"), Has.Count.EqualTo(1));
        });
    }

    /// <summary>Changes the baseline, since the files of the running test cannot be.</summary>
    /// <returns>what the program's library had in it.</returns>
    private async Task<string> Change(Action<Dictionary<string, string>> change)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var baseline = await db.Set<IntegrityBaseline>().AsNoTracking().SingleAsync();
        var files = JsonSerializer.Deserialize<Dictionary<string, string>>(baseline.Files)!;
        var before = files["PropOps.WebApi.dll"];
        change(files);
        var json = JsonSerializer.Serialize(files);
        await db.Set<IntegrityBaseline>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Files, json));
        return before;
    }

    private async Task<IReadOnlyList<string>> Told(string alert)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var key = $"alert:{alert}";
        return await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<OutboxRow>().Where(row => row.OrderingKey == key).Select(row => row.Type).ToListAsync();
    }

    private async Task Do(Func<IAlerts, Task> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<IAlerts>());
    }

    private Task<ApiAnswer> SignIn(string address, string email) => Http.Answer(new(HttpMethod.Post, "/api/auth/login")
    {
        Headers = { { "X-Forwarded-For", address } }, Content = JsonContent.Create(new { email, password = "wrong" }),
    });

    private async Task<IReadOnlyList<JsonElement>> Alerts(string filter)
    {
        var answer = await _director.Get($"{Path}?{filter}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return [.. answer.Data.EnumerateArray()];
    }
}
