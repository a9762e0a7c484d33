using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;
using PropOps.Domain.Identity;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.TestHost;

namespace PropOps.ApiTests.Pages;

/// <summary>Who may see the background jobs, who may press the buttons, and what a button does to a mail.</summary>
public sealed class JobsDashboardTests(Column column) : ApiTest(column)
{
    private const string Refusal = "554 5.7.1 Not wanted here";
    private DemoIds _demo = null!;
    private ApiUser _agent = null!;
    private PageVisitor _director = null!;

    private SmtpPeerProcess Relay { get; set; } = null!;

    protected override IEnumerable<(string Key, string Value)> Settings
    {
        get
        {
            Relay = new SmtpPeerProcess();
            return
            [
                ("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100"),
                ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", $"{Relay.Port}"), ("Email:Smtp:Security", "None"), ("Deliveries:RetryDelays", "3600"),
            ];
        }
    }

    protected override async Task Arrange()
    {
        _demo = await Installation.Demo();
        _agent = await ApiUser.SignIn(Http, "agent.north");
        _director = await PageVisitor.SignedIn(Installation.Url, "director");
    }

    [OneTimeTearDown]
    public void StopRelay()
    {
        _director?.Dispose();
        Relay?.Dispose();
    }

    [TearDown]
    public void NoFaults() => Relay.Fault("0 data");

    [Test]
    public async Task Whoever_is_not_signed_in_is_asked_to_and_comes_back()
    {
        using var visitor = new PageVisitor(Installation.Url);

        var page = await visitor.Get("/hangfire/jobs/failed?from=20&count=50");
        var button = await visitor.Post("/hangfire/jobs/failed/requeue", []);

        Assert.That((page.Status, page.Location), Is.EqualTo((302, "/sign-in?to=%2Fhangfire%2Fjobs%2Ffailed%3Ffrom%3D20%26count%3D50")));
        Assert.That(button.Status, Is.EqualTo(401));
    }

    [TestCase("coordinator")]
    [TestCase("agent.south")]
    [TestCase("gas")]
    public async Task Others_are_told_so_on_a_page(string name)
    {
        using var visitor = await PageVisitor.SignedIn(Installation.Url, name);

        foreach (var path in new[] { "/hangfire", "/hangfire/jobs/failed", "/hangfire/no-such-page" })
        {
            var answer = await visitor.Get(path);
            Assert.That((answer.Status, answer.Refusal), Is.EqualTo((403, "You do not have permission to perform this action")));
        }
    }

    [Test]
    public async Task A_manager_looks_on()
    {
        using var manager = await Manager();
        var job = await FailedJob();

        var page = await manager.Get("/hangfire/jobs/failed");
        var button = await manager.Press("/jobs/failed/requeue", job);

        Assert.Multiple(() =>
        {
            Assert.That(page.Status, Is.EqualTo(200));
            Assert.That(page.Html, Does.Contain(Refusal).And.Not.Contain("Requeue jobs").And.Not.Contain("Delete selected"));
            Assert.That(button.Status, Is.EqualTo(403));
            Assert.That(StateOf(job), Is.EqualTo("Failed"));
        });
    }

    [Test]
    public async Task The_page_is_strict_counted_and_tells_nothing_of_the_storage()
    {
        var page = await _director.Get("/hangfire/servers");

        Assert.Multiple(() =>
        {
            Assert.That(page.Header("Content-Security-Policy"), Is.EqualTo("default-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
            Assert.That(page.Header("X-RateLimit-Limit"), Is.Not.Null);
            Assert.That(page.Html, Does.Not.Contain("Host=").And.Not.Contain("Port=").And.Not.Contain("127.0.0.1"));
        });
    }

    [Test]
    public async Task An_unknown_page_of_the_dashboard_is_a_page()
    {
        var page = await _director.Get("/hangfire/no-such-page");

        Assert.That((page.Status, page.Refusal), Is.EqualTo((404, "Page not found")));
    }

    [Test]
    public async Task A_button_on_another_site_presses_nothing()
    {
        var job = await FailedJob();
        using var other = await PageVisitor.SignedIn(Installation.Url, "sysops");
        var foreign = System.Text.RegularExpressions.Regex.Match((await other.Get("/hangfire")).Html, "[0-9a-f]{64}").Value;

        foreach (var token in new[] { null, foreign })
        {
            var answer = await _director.Post("/hangfire/jobs/failed/requeue", new() { ["jobs[]"] = job }, header: token);
            Assert.That(answer.Status, Is.EqualTo(403));
        }

        Assert.That(StateOf(job), Is.EqualTo("Failed"));
    }

    [Test]
    public async Task A_suspended_account_sees_nothing_more()
    {
        using var manager = await Manager();
        await using (var scope = Installation.Services.CreateAsyncScope())
        {
            var id = _demo.Accounts["coordinator"];
            await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<User>().Where(user => user.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, AccountStatus.Suspended));
        }

        var page = await manager.Get("/hangfire");

        Assert.That((page.Status, page.Refusal), Is.EqualTo((403, "Your account is not active")));
    }

    [Test]
    public async Task Requeued_twice_a_failed_mail_goes_out_once_as_a_delivery_of_its_own()
    {
        var failed = await Failed();
        var job = await JobOf(failed);

        var answers = await Task.WhenAll(_director.Press($"/jobs/actions/requeue/{job}"), _director.Press($"/jobs/actions/requeue/{job}"));
        Assert.That(answers.Select(answer => answer.Status), Has.All.EqualTo(204));
        await Eventually.Get("The job", () => Task.FromResult(StateOf(job)), state => state == SucceededState.StateName);
        await _director.Press($"/jobs/actions/requeue/{job}");
        await Installation.Settled();
        await Eventually.Get("Runs of the job", () => Task.FromResult(Times(job, SucceededState.StateName)), times => times >= 2);

        var all = await DeliveriesOf(failed);
        Assert.Multiple(() =>
        {
            Assert.That(all.Select(delivery => delivery.Status), Is.EqualTo(new[] { DeliveryStatus.Failed, DeliveryStatus.Sent }));
            Assert.That(all.Select(delivery => delivery.ResendOf), Is.EqualTo(new[] { null, (long?)failed.Id }));
            Assert.That(MailsOf(all[1]), Is.EqualTo(1));
            Assert.That(MailsOf(failed), Is.Zero);
        });
    }

    [Test]
    public async Task What_fails_again_shows_the_new_answer_and_can_be_requeued_again()
    {
        var failed = await Failed();
        var job = await JobOf(failed);

        Relay.Fault("1 data 552 5.3.4 Too big");
        await _director.Press("/jobs/failed/requeue", job);
        await Eventually.Get("Failures of the job", () => Task.FromResult(Times(job, FailedState.StateName)), times => times == 2);
        Assert.That((await _director.Get("/hangfire/jobs/failed")).Html, Does.Contain("552 5.3.4 Too big"));
        await _director.Press("/jobs/failed/requeue", job);
        await Eventually.Get("The job", () => Task.FromResult(StateOf(job)), state => state == SucceededState.StateName);

        var all = await DeliveriesOf(failed);
        Assert.That(all.Select(delivery => delivery.Status), Is.EqualTo(new[] { DeliveryStatus.Failed, DeliveryStatus.Failed, DeliveryStatus.Sent }));
        Assert.That(all.Sum(MailsOf), Is.EqualTo(1));
    }

    [Test]
    public async Task What_waits_for_its_next_attempt_has_it_now()
    {
        Relay.Fault("1 data 451 4.7.1 Later");
        var waiting = await Eventually.Get("The delivery", OneMail(), delivery => delivery is { Attempts: 1, LeaseOwner: null });
        var scheduled = await Eventually.Get("The scheduled job", () => Task.FromResult(Monitor.ScheduledJobs(0, 100).FirstOrDefault(entry => (long)entry.Value.Job.Args[0] == waiting!.Id).Key), key => key is not null);

        await _director.Press("/jobs/scheduled/enqueue", scheduled);

        var all = await Eventually.Get("The deliveries", () => DeliveriesOf(waiting!), deliveries => deliveries.All(delivery => delivery.Status == DeliveryStatus.Sent));
        Assert.That(all.Select(delivery => (delivery.Id, delivery.Attempts)), Is.EqualTo(new[] { (waiting!.Id, 2) }));
    }

    [Test]
    public async Task A_pressed_button_leaves_an_activity_row()
    {
        var job = await FailedJob();

        var answer = await _director.Press("/jobs/failed/delete", job);

        Assert.That(answer.Status, Is.EqualTo(204));
        var correlation = answer.Header("X-Correlation-Id");
        await using var scope = Installation.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<ActivityRow>().SingleAsync(row => row.CorrelationId == correlation);
        Assert.That((row.Action, row.UserId, row.Summary), Is.EqualTo(("page.operations.delete", _demo.Accounts["director"], $"Background jobs, delete: {job}")));
    }

    private Hangfire.Storage.IMonitoringApi Monitor => Installation.Services.GetRequiredService<JobStorage>().GetMonitoringApi();

    private string StateOf(string job) => Monitor.JobDetails(job).History[0].StateName;

    private int Times(string job, string state) => Monitor.JobDetails(job).History.Count(entry => entry.StateName == state);

    private int MailsOf(Delivery delivery) => Relay.Mails.Count(mail => mail.Headers["X-PropOps-Delivery"] == delivery.Uuid.ToString());

    /// <summary>The coordinator, for as long as the test runs, as Manager.</summary>
    private async Task<PageVisitor> Manager()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var id = _demo.Accounts["coordinator"];
        await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<User>().Where(user => user.Id == id)
            .ExecuteUpdateAsync(set => set
                .SetProperty(user => user.RoleId, 3).SetProperty(user => user.Status, AccountStatus.Active).SetProperty(user => user.PermissionsVersion, user => user.PermissionsVersion + 1));
        return await PageVisitor.SignedIn(Installation.Url, "coordinator");
    }

    [TearDown]
    public async Task NoManager()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var id = _demo.Accounts["coordinator"];
        await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<User>().Where(user => user.Id == id)
            .ExecuteUpdateAsync(set => set
                .SetProperty(user => user.RoleId, 4).SetProperty(user => user.Status, AccountStatus.Active).SetProperty(user => user.PermissionsVersion, user => user.PermissionsVersion + 1));
    }

    private async Task<string> FailedJob() => await JobOf(await Failed());

    private async Task<Delivery> Failed()
    {
        Relay.Fault($"1 data {Refusal}");
        return (await Eventually.Get("The delivery", OneMail(), delivery => delivery?.Status == DeliveryStatus.Failed))!;
    }

    /// <summary>Hangfire's failed job of the delivery.</summary>
    private Task<string> JobOf(Delivery delivery) => Eventually.Get(
        "The failed job",
        () => Task.FromResult(Monitor.FailedJobs(0, 1000).FirstOrDefault(entry => (long)entry.Value.Job.Args[0] == delivery.Id).Key),
        key => key is not null);

    /// <summary>Assigns a new job of the agent's to the plumber, of which nobody else is told.</summary>
    /// <returns>reads the delivery of it.</returns>
    private Func<Task<Delivery?>> OneMail()
    {
        var job = new Lazy<Task<Guid>>(async () =>
        {
            var created = await _agent.CreateJob(new
            {
                job_title = "Tap drips", job_description = "In the kitchen", priority_id = 3, status_id = 1, job_type_id = 3, address_id = _demo.Addresses[100], tenants_ids = Array.Empty<long>(),
            });
            await _agent.UpdateJob(created, new() { ["contractor_id"] = _demo.Contractors[1] });
            return created.GetProperty("uuid").GetGuid();
        });
        return async () => (await Read(await job.Value)).FirstOrDefault();
    }

    private Task<List<Delivery>> DeliveriesOf(Delivery delivery) => Read(delivery.JobUuid!.Value);

    private async Task<List<Delivery>> Read(Guid jobUuid)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<Delivery>().AsNoTracking()
            .Where(delivery => delivery.JobUuid == jobUuid).OrderBy(delivery => delivery.Id).ToListAsync();
    }
}
