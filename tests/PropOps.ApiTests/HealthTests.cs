using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;
using PropOps.TestHost;

namespace PropOps.ApiTests;

public sealed class HealthTests(Column column) : ApiTest(column)
{
    private ApiUser _sysops = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange() => _sysops = await ApiUser.SignIn(Http, "sysops");

    [Test]
    public async Task A_running_node_is_alive_and_ready()
    {
        var live = await Http.GetAnswer("/api/system/health/live");
        var ready = await Http.GetAnswer("/api/system/health/ready");

        Assert.Multiple(() =>
        {
            Assert.That(live.Status, Is.EqualTo(200));
            Assert.That(live.Data.GetProperty("status").GetString(), Is.EqualTo("alive"));
            Assert.That(ready.Status, Is.EqualTo(200));
            Assert.That(ready.Data.GetProperty("status").GetString(), Is.EqualTo("ready"));
            Assert.That(ready.Body.GetProperty("message").GetString(), Is.EqualTo("Operation completed successfully"));
        });
    }

    [Test]
    public async Task Anybody_may_ask_how_the_platform_is()
    {
        var answer = await Http.GetAnswer("/api/system/heartbeat?health_check=1");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Body.GetProperty("service").GetString(), Is.EqualTo("PropOps Platform"));
            Assert.That(answer.Body.GetProperty("status").GetString(), Is.AnyOf("operational", "degraded"));
            Assert.That(answer.Body.GetProperty("environment").GetString(), Is.EqualTo("test"));
            Assert.That(answer.Data.GetProperty("uptime_seconds").GetInt64(), Is.GreaterThanOrEqualTo(0));
            Assert.That(answer.Header("X-RateLimit-Limit"), Is.EqualTo("24000"), "class public");
        });
        Assert.That((await Http.GetAnswer("/api/system/heartbeat?health_check=2")).Status, Is.EqualTo(400));
    }

    [TestCase("/api/system/heartbeat")]
    [TestCase("/api/system/health/live")]
    [TestCase("/api/system/health/ready")]
    public async Task Asking_for_the_platform_is_no_sign_of_life(string path)
    {
        var user = await ApiUser.SignIn(Http, "agent.south");
        await Slept("agent.south", TimeSpan.FromMinutes(10));

        await user.Get(path);
        Assert.That((await PresenceOf("agent.south")).Text("status"), Is.EqualTo("away"));

        await user.Get("/api/auth/session");
        Assert.That((await PresenceOf("agent.south")).Text("status"), Is.EqualTo("online"));
    }

    [Test]
    public async Task Presence_follows_the_last_use()
    {
        await ApiUser.SignIn(Http, "coordinator");
        var online = await PresenceOf("coordinator");
        await Slept("coordinator", TimeSpan.FromMinutes(5));
        var away = await PresenceOf("coordinator");
        await Slept("coordinator", TimeSpan.FromHours(1));
        var offline = await PresenceOf("coordinator");

        Assert.Multiple(() =>
        {
            Assert.That((online.Text("status"), online.Text("status_text"), online.Text("status_color")), Is.EqualTo(("online", "Online", "#22c55e")));
            Assert.That((away.Text("status"), away.Text("status_color")), Is.EqualTo(("away", "#f59e0b")));
            Assert.That((offline.Text("status"), offline.Text("status_color")), Is.EqualTo(("offline", "#94a3b8")));
            Assert.That(offline.GetProperty("last_activity").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddHours(-1)).Within(TimeSpan.FromMinutes(1)));
            Assert.That(offline.TryGetProperty("online_users_count", out _), Is.False);
        });
        Assert.That((await _sysops.Get("/api/system/status?user_id=99999")).Error, Is.EqualTo("User not found"));
    }

    [Test]
    public async Task Online_accounts_are_counted_and_listed()
    {
        await _sysops.Get("/api/auth/session");

        var counted = await _sysops.Get("/api/system/status");
        var listed = await _sysops.Get("/api/system/status?list=true");

        var self = listed.Data.GetProperty("online_users").EnumerateArray().Single(user => user.Text("ID") == "1");
        Assert.Multiple(() =>
        {
            Assert.That(counted.Body.GetProperty("online_users_count").GetInt32(), Is.GreaterThanOrEqualTo(1));
            Assert.That(counted.Data.TryGetProperty("online_users", out _), Is.False);
            Assert.That(counted.Data.TryGetProperty("components", out _), Is.False);
            Assert.That((self.Text("status"), self.Text("account_type_id")), Is.EqualTo(("online", "1")));
        });
    }

    [Test]
    public async Task The_health_of_the_components_needs_a_key_of_its_own()
    {
        await using (var scope = Installation.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
            var finance = (await Installation.Demo()).Accounts["finance"];
            var manages = await db.Set<Role>().SingleAsync(role => role.Name == "Manager");
            await db.Set<User>().Where(user => user.Id == finance).ExecuteUpdateAsync(set => set.SetProperty(user => user.RoleId, manages.Id));
        }

        var manager = await ApiUser.SignIn(Http, "finance");

        Assert.That((await manager.Get("/api/system/status")).Status, Is.EqualTo(200));
        Assert.That((await manager.Get("/api/system/status?components=true")).Code, Is.EqualTo("permission_denied"));
        var agent = await ApiUser.SignIn(Http, "agent.north");
        Assert.That((await agent.Get("/api/system/status")).Code, Is.EqualTo("permission_denied"));
    }

    [Test]
    public async Task HEALTH_4_components_tell_no_address_path_or_name_of_a_server()
    {
        var data = await Components(found => Status(found, "jobs") == "healthy");
        var text = data.GetRawText();

        Assert.Multiple(() =>
        {
            Assert.That(Status(data, "database"), Is.EqualTo("healthy"));
            Assert.That(Status(data, "outbox"), Is.EqualTo("healthy"));
            Assert.That(data.GetProperty("nodes").GetArrayLength(), Is.EqualTo(1));
            Assert.That(data.GetProperty("nodes")[0].Text("node"), Does.Match("^node-[0-9a-f]{8}$"));
            Assert.That(data.GetProperty("outbox").GetProperty("dead").GetInt32(), Is.Zero);
            Assert.That(data.GetProperty("jobs").GetProperty("failed").GetInt32(), Is.Zero);
            Assert.That(text, Does.Not.Contain("/").And.Not.Contain(Environment.MachineName).And.Not.Contain("127.0.0.1").And.Not.Contain("localhost").And.Not.Contain("postgres"));
        });
    }

    [Test]
    public async Task HEALTH_1_a_mail_that_fails_makes_email_unhealthy_until_one_passes()
    {
        var demo = await Installation.Demo();
        var director = await ApiUser.SignIn(Http, "director");
        var job = await director.CreateJob(JobsApi.NewJob(demo.Addresses[0], "First"));
        await Installation.Settled();
        System.IO.Directory.Delete(Installation.MailFolder, recursive: true);
        await File.WriteAllTextAsync(Installation.MailFolder, "in the way");

        await director.UpdateJob(job, new() { ["contractor_id"] = demo.Contractors[0] });
        var broken = await Components(found => Status(found, "email") == "unhealthy");
        var ready = await Http.GetAnswer("/api/system/health/ready");
        File.Delete(Installation.MailFolder);
        await director.UpdateJob(await director.CreateJob(JobsApi.NewJob(demo.Addresses[1], "Second")), new() { ["contractor_id"] = demo.Contractors[0] });
        var mended = await Components(found => Status(found, "email") == "healthy");

        Assert.Multiple(() =>
        {
            Assert.That(broken.Text("status"), Is.EqualTo("degraded"));
            Assert.That(ready.Status, Is.EqualTo(200));
            Assert.That(Since(mended), Is.GreaterThan(Since(broken)));
        });

        static DateTimeOffset Since(JsonElement data) => Component(data, "email").GetProperty("since").GetDateTimeOffset();
    }

    private Task<JsonElement> Components(Func<JsonElement, bool> until) =>
        Eventually.Get("The components", async () => (await _sysops.Get("/api/system/status?components=true")).Data, until);

    private static JsonElement Component(JsonElement data, string name) => data.GetProperty("components").EnumerateArray().Single(component => component.Text("name") == name);

    private static string? Status(JsonElement data, string name) => Component(data, name).Text("status");

    private async Task<JsonElement> PresenceOf(string account)
    {
        var answer = await _sysops.Get($"/api/system/status?user_id={(await Installation.Demo()).Accounts[account]}");
        Assert.That(answer.Body.Text("status"), Is.EqualTo(answer.Data.Text("status")));
        return answer.Data;
    }

    private async Task Slept(string account, TimeSpan since)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var id = (await Installation.Demo()).Accounts[account];
        var at = DateTimeOffset.UtcNow - since;
        await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<Session>().Where(session => session.UserId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastActiveAt, at));
    }
}
