using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Maintenance;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;
using PropOps.TestHost;

namespace PropOps.ApiTests.Watch;

/// <summary>Maintenance mode, and what the product tells of itself.</summary>
public sealed class MaintenanceTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/system/maintenance-mode";
    private ApiUser _director = null!;
    private ApiUser _agent = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000")];

    protected override async Task Arrange()
    {
        _director = await ApiUser.SignIn(Http, "director");
        _agent = await ApiUser.SignIn(Http, "agent.north");
    }

    [TearDown]
    public async Task End() => await _director.Post(Path, new { enabled = false });

    [Test]
    public async Task Only_staff_pass_the_gate_and_everybody_may_ask_why()
    {
        var on = await _director.Post(Path, new { enabled = true, reason = "Scheduled database migration in progress." });
        var agent = await _agent.Get("/api/jobs/manage");
        var session = await _agent.Get("/api/auth/session");
        var staff = await _director.Get("/api/jobs/manage");
        var anybody = await Http.GetAnswer(Path);
        var heartbeat = await Http.GetAnswer("/api/system/heartbeat");
        var off = await _director.Post(Path, new { action = "disable" });

        Assert.Multiple(async () =>
        {
            Assert.That(on.Data.GetProperty("enabled").GetBoolean(), Is.True);
            Assert.That((agent.Status, agent.Code, agent.Error, agent.Header("Retry-After")), Is.EqualTo((503, "maintenance", "PropOps is under maintenance", "60")));
            Assert.That((session.Status, staff.Status), Is.EqualTo((200, 200)));
            Assert.That(anybody.Body.GetProperty("reason").GetString(), Is.EqualTo("Scheduled database migration in progress."));
            Assert.That(heartbeat.Body.GetProperty("status").GetString(), Is.EqualTo("maintenance"));
            Assert.That(off.Data.GetProperty("enabled").GetBoolean(), Is.False);
            Assert.That((await _agent.Get("/api/jobs/manage")).Status, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task What_contradicts_itself_is_refused()
    {
        var neither = await _director.Post(Path, new { reason = "x" });
        var both = await _director.Post(Path, new { action = "enable", enabled = false });
        var past = await _director.Post(Path, new { enabled = true, until = DateTimeOffset.UtcNow.AddMinutes(-1) });

        Assert.That((neither.Status, neither.Error), Is.EqualTo((400, "Invalid or missing required parameter: enabled")));
        Assert.That((both.Status, both.Error), Is.EqualTo((400, "action and enabled do not agree")));
        Assert.That((past.Status, past.Error), Is.EqualTo((400, "until must be in the future")));
    }

    [Test]
    public async Task It_ends_by_itself_and_is_told_once_on_and_once_off()
    {
        var before = await Told();
        await _director.Post(Path, new { enabled = true });
        await _director.Post(Path, new { enabled = true, reason = "Still" });
        await _director.Post(Path, new { enabled = true, until = DateTimeOffset.UtcNow.AddMilliseconds(500) });
        await Eventually.Holds("The gate is open", async () => (await _agent.Get("/api/jobs/manage")).Status == 200);
        await Installation.RunTask("system.maintenance");
        await Installation.RunTask("system.maintenance");

        Assert.That(await Told() - before, Is.EqualTo(2));
        await using var scope = Installation.Services.CreateAsyncScope();
        Assert.That((await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<MaintenanceMode>().SingleAsync()).IsOn, Is.False);
    }

    [Test]
    public async Task What_the_product_is_is_told_by_halves()
    {
        var anybody = await Http.GetAnswer("/api/system/version");
        var agent = await _agent.Get("/api/system/version");
        var staff = await _director.Get("/api/system/version");

        Assert.Multiple(() =>
        {
            Assert.That(anybody.Data.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "password_policy" }));
            Assert.That(anybody.Data.GetProperty("password_policy").GetProperty("min_length").GetInt32(), Is.EqualTo(8));
            Assert.That(agent.Data.TryGetProperty("runtime", out _), Is.False);
            Assert.That(agent.Data.GetProperty("database").GetString(), Is.EqualTo(Column.ToString()));
            Assert.That(staff.Data.GetProperty("runtime").GetString(), Does.StartWith(".NET"));
        });
    }

    [Test]
    public async Task No_licence_is_needed_and_accounts_can_be_read()
    {
        var licence = await _director.Post("/api/system/status", new { action = "force_license_check" });
        var users = await _director.Get("/api/users/users?action=health_check");

        Assert.That((licence.Data.GetProperty("valid").GetBoolean(), licence.Data.GetProperty("outbound_call").GetBoolean()), Is.EqualTo((true, false)));
        Assert.That((users.Data.GetProperty("database").GetString(), users.Data.GetProperty("users_count").GetInt32()), Is.EqualTo(("ok", 11)));
    }

    private async Task<int> Told()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<OutboxRow>().CountAsync(row => row.Type == "system.maintenance_changed");
    }

}
