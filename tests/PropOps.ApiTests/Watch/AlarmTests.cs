using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;
using PropOps.Application.Health;
using PropOps.Domain.Alerts;
using PropOps.Infrastructure.Health;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;
using PropOps.TestHost;

namespace PropOps.ApiTests.Watch;

/// <summary>HEALTH-3: what is alarming is told once it has lasted, and closes once it has been gone for a while.</summary>
public sealed class AlarmTests(Column column) : ApiTest(column)
{
    private ApiUser _director = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000")];

    protected override async Task Arrange() => _director = await ApiUser.SignIn(Http, "director");

    [Test]
    public async Task HEALTH_3_a_dead_event_opens_one_alert_that_closes_five_minutes_after_it_has_gone()
    {
        await InDatabase(db => db.Add(new FailedHandlingRow { EventId = Guid.CreateVersion7(), Handler = "nobody", DeadAt = DateTimeOffset.UtcNow }));
        await Watch();
        await Watch();
        var open = await Alerts("outbox", "dead");

        await InDatabase(db => db.Set<FailedHandlingRow>().ExecuteDeleteAsync());
        await Watch();
        var stillOpen = await Alerts("outbox", "dead");
        await Earlier("dead", TimeSpan.FromMinutes(4));
        await Watch();
        var almost = await Alerts("outbox", "dead");
        await Earlier("dead", TimeSpan.FromMinutes(1));
        await Watch();

        Assert.Multiple(async () =>
        {
            Assert.That(open.Select(alert => (alert.Text("severity"), alert.Text("detail"))), Is.EqualTo(new[] { ("warning", "1 events were given up") }));
            Assert.That((stillOpen.Count, almost.Count), Is.EqualTo((1, 1)));
            Assert.That(await Alerts("outbox", "dead"), Is.Empty);
            Assert.That(await Alerts("outbox", "dead", "resolved"), Has.Count.EqualTo(1));
            Assert.That(await Causes("dead"), Is.Zero);
        });
    }

    [Test]
    public async Task HEALTH_3_an_event_that_waits_for_over_two_minutes_is_told_and_keeps_its_alert_when_it_comes_back()
    {
        await AddWaiting();
        await Watch();
        await InDatabase(db => db.Set<OutboxRow>().Where(row => row.Type == "test.waiting").ExecuteDeleteAsync());
        await Watch();
        await Earlier("late", TimeSpan.FromMinutes(4));
        await AddWaiting();
        await Watch();
        await InDatabase(db => db.Set<OutboxRow>().Where(row => row.Type == "test.waiting").ExecuteDeleteAsync());
        await Watch();
        await Earlier("late", TimeSpan.FromMinutes(4));
        await Watch();

        Assert.That((await Alerts("outbox", "late")).Select(alert => alert.Text("detail")), Has.Exactly(1).Items.And.All.Match("^The oldest of [0-9]+ events has waited for 18[0-9] seconds$"));

        Task AddWaiting() => InDatabase(db => db.Add(new OutboxRow
        {
            EventId = Guid.CreateVersion7(), Type = "test.waiting", EventVersion = 1, OccurredAt = DateTimeOffset.UtcNow.AddMinutes(-3), Actor = "{}", CorrelationId = "test", OrderingKey = "test", Depth = 0,
            Data = "{}", DueAt = DateTimeOffset.UtcNow.AddHours(1),
        }));
    }

    [Test]
    public async Task HEALTH_3_a_component_is_told_of_after_five_minutes_and_HEALTH_2_never_one_that_is_off()
    {
        var demo = await Installation.Demo();
        await Installation.Settled();
        if (System.IO.Directory.Exists(Installation.MailFolder))
        {
            System.IO.Directory.Delete(Installation.MailFolder, recursive: true);
        }

        await File.WriteAllTextAsync(Installation.MailFolder, "in the way");
        await _director.UpdateJob(await _director.CreateJob(JobsApi.NewJob(demo.Addresses[0], "First")), new() { ["contractor_id"] = demo.Contractors[0] });
        await Unhealthy("email", isUnhealthy: true);
        await Watch();
        var atOnce = await Alerts("email", "unhealthy");
        await Lasting("unhealthy", TimeSpan.FromMinutes(5));
        await Watch();
        var lasting = await Alerts("email", "unhealthy");

        // Another spell, which is over before five minutes have gone.
        File.Delete(Installation.MailFolder);
        await _director.UpdateJob(await _director.CreateJob(JobsApi.NewJob(demo.Addresses[1], "Second")), new() { ["contractor_id"] = demo.Contractors[0] });
        await Unhealthy("email", isUnhealthy: false);
        await Watch();
        await Earlier("unhealthy", TimeSpan.FromMinutes(5));
        await Watch();

        Assert.Multiple(async () =>
        {
            Assert.That(atOnce, Is.Empty);
            Assert.That(lasting.Select(alert => (alert.Text("severity"), alert.Text("detail"))), Is.EqualTo(new[] { ("critical", "The latest mail could not be handed over") }));
            Assert.That(await Alerts("email", "unhealthy"), Is.Empty);
            Assert.That((await _director.Get("/api/admin/alerts?kind=unhealthy&status=all")).Data.GetArrayLength(), Is.EqualTo(1), "nothing else is unhealthy, whatever is not configured");
        });
    }

    [Test]
    public async Task HEALTH_3_a_clock_that_is_off_by_five_seconds_is_told()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var node = scope.ServiceProvider.GetRequiredService<ThisNode>();
        var right = await new ClockAlarm(new ClockDifference(db, TimeProvider.System), node).Look(CancellationToken.None);
        var ahead = await new ClockAlarm(new ClockDifference(db, new WrongTime(TimeSpan.FromSeconds(8))), node).Look(CancellationToken.None);
        var behind = await new ClockHealth(new ClockDifference(db, new WrongTime(TimeSpan.FromSeconds(-8)))).Check(CancellationToken.None);

        Assert.That(right, Is.Empty);
        if (Column == Column.Sqlite)
        {
            Assert.That((ahead.Count, behind.Status), Is.EqualTo((0, HealthStatus.Healthy)), "the embedded database has no clock of its own");
        }
        else
        {
            Assert.That(ahead.Select(alarm => (alarm.Draft.Component, alarm.Draft.Kind, alarm.Draft.Node)), Is.EqualTo(new[] { ("clock", "off", node.Name) }));
            Assert.That((behind.Status, behind.Detail), Is.EqualTo((HealthStatus.Degraded, "8 seconds from the database's clock")));
        }
    }

    [TestCase(10, HealthStatus.Healthy, 0)]
    [TestCase(9, HealthStatus.Degraded, 1)]
    [TestCase(1, HealthStatus.Unhealthy, 1)]
    public void HEALTH_3_a_disk_with_less_than_a_tenth_free_is_told(int percent, HealthStatus status, int alarms)
    {
        Assert.That(DiskHealth.Of(percent).Status, Is.EqualTo(status));
        Assert.That(DiskAlarm.Of(percent, "node-1").Select(alarm => (alarm.Draft.Detail, alarm.Draft.Node)), Is.EqualTo(Enumerable.Repeat(($"{percent} % free", "node-1"), alarms)));
    }

    [Test]
    public async Task HEALTH_3_only_the_node_whose_disk_it_is_says_that_there_is_room_again_unless_it_is_gone()
    {
        var at = DateTimeOffset.UtcNow.AddMinutes(-20);
        var node = Installation.Services.GetRequiredService<ThisNode>().Name;
        foreach (var owner in new[] { node, "node-gone" })
        {
            var cause = new AlertCause(new AlertDraft("disk", "low", owner, "3 % free", AlertSeverity.Warning) { Node = owner }, at);
            cause.SeenAt(at, TimeSpan.Zero);
            cause.MissedAt(at);
            await InDatabase(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                db.Add(cause);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            });
        }

        await Watch();

        Assert.That(await Causes("low"), Is.Zero);
    }

    private Task Watch() => Installation.RunTask("system.alerts");

    /// <summary>Until the health, which is looked at every few seconds, tells it.</summary>
    private Task Unhealthy(string component, bool isUnhealthy) => Eventually.Get(
        "The component",
        async () => (await Installation.Services.GetRequiredService<InstallationHealth>().Latest(CancellationToken.None)).Components
            .Any(one => one.Name.ToString().Equals(component, StringComparison.OrdinalIgnoreCase) && one.Status == HealthStatus.Unhealthy),
        found => found == isUnhealthy);

    /// <summary>As if the cause had gone so much earlier.</summary>
    private Task Earlier(string kind, TimeSpan by) => InDatabase(async db =>
    {
        var gone = (await db.Set<AlertCause>().AsNoTracking().SingleAsync(cause => cause.Kind == kind)).GoneSince - by;
        await db.Set<AlertCause>().Where(cause => cause.Kind == kind).ExecuteUpdateAsync(set => set.SetProperty(cause => cause.GoneSince, gone));
    });

    /// <summary>As if the cause had been seen so much earlier.</summary>
    private Task Lasting(string kind, TimeSpan by) => InDatabase(async db =>
    {
        var since = DateTimeOffset.UtcNow - by;
        await db.Set<AlertCause>().Where(cause => cause.Kind == kind).ExecuteUpdateAsync(set => set.SetProperty(cause => cause.CreatedAt, since));
    });

    private async Task<int> Causes(string kind)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<AlertCause>().CountAsync(cause => cause.Kind == kind);
    }

    private async Task<IReadOnlyList<JsonElement>> Alerts(string component, string kind, string status = "open")
    {
        var answer = await _director.Get($"/api/admin/alerts?component={component}&kind={kind}&status={status}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return [.. answer.Data.EnumerateArray()];
    }

    private Task InDatabase(Action<PropOpsDbContext> work) => InDatabase(db =>
    {
        work(db);
        return db.SaveChangesAsync();
    });

    private async Task InDatabase(Func<PropOpsDbContext, Task> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }

    private sealed class WrongTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
