using System.Text.Json;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.TestHost;

namespace PropOps.ApiTests.Notifications;

/// <summary>Mails through a relay that asks for STARTTLS under a private authority and for a password, and that fails in every way it can.</summary>
public sealed class MailDeliveryTests(Column column) : ApiTest(column)
{
    private const string ForEver = "1000";
    private DemoIds _demo = null!;
    private ApiUser _agent = null!;

    private PrivateAuthority Authority { get; set; } = null!;

    private SmtpPeerProcess Relay { get; set; } = null!;

    protected override IEnumerable<(string Key, string Value)> Settings
    {
        get
        {
            Authority = new PrivateAuthority();
            Relay = new SmtpPeerProcess("--certificate", Authority.RelayFile, "--user", "propops", "--password", "relay-secret");
            return
            [
                ("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100"),
                ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", $"{Relay.Port}"), ("Email:Smtp:Security", "StartTls"), ("Email:Smtp:CaFile", Authority.CaFile),
                ("Email:Smtp:User", "propops"), ("Email:Smtp:Password", "relay-secret"), ("Email:Smtp:TimeoutSeconds", "8"),
                ("Deliveries:RetryDelays", "0.1,0.1,0.1,0.1"),
            ];
        }
    }

    protected override async Task Arrange()
    {
        _demo = await Installation.Demo();
        _agent = await ApiUser.SignIn(Http, "agent.north");
    }

    [OneTimeTearDown]
    public void StopRelay()
    {
        Relay?.Dispose();
        Authority?.Dispose();
    }

    [TearDown]
    public void NoFaults() => Relay.Fault("0 data");

    [Test]
    public async Task A_mail_that_the_relay_takes_goes_out_once_and_its_answer_is_kept()
    {
        var sent = await Ended(await OneMail());

        Assert.That((sent.Status, sent.Attempts, sent.PeerCode, sent.PeerMessage), Is.EqualTo((DeliveryStatus.Sent, 1, "250", "2.0.0 Queued as 4711")));
        Assert.That(MailsOf(sent).Select(mail => mail.To.ToString()), Is.EqualTo(new[] { "plumber@demo.propops.test" }));
    }

    [Test]
    public async Task What_the_relay_puts_off_goes_out_later_and_once()
    {
        Relay.Fault("3 data 451 4.7.1 Greylisted, try again later");
        var sent = await Ended(await OneMail());

        Assert.That((sent.Status, sent.Attempts), Is.EqualTo((DeliveryStatus.Sent, 4)));
        Assert.That(MailsOf(sent), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_the_relay_puts_off_for_ever_fails_with_its_last_answer()
    {
        Relay.Fault($"{ForEver} data 451 4.3.0 The queue is full");
        var failed = await Ended(await OneMail());

        Assert.That((failed.Status, failed.Attempts, failed.PeerCode, failed.PeerMessage), Is.EqualTo((DeliveryStatus.Failed, 5, "451", "4.3.0 The queue is full")));
        Assert.That(MailsOf(failed), Is.Empty);
        Assert.That(await FailuresOf(failed), Has.Count.EqualTo(1), "an attempt that is repeated is no failure");
    }

    [Test]
    public async Task What_the_relay_refuses_for_good_is_not_tried_again_and_its_answer_is_all_that_Hangfire_shows()
    {
        Relay.Fault("1 data 554 5.7.1 plumber@demo.propops.test wants no mail from you");
        var failed = await Ended(await OneMail());

        var job = (await FailuresOf(failed)).Single();
        Assert.Multiple(() =>
        {
            Assert.That((failed.Status, failed.Attempts, failed.PeerCode), Is.EqualTo((DeliveryStatus.Failed, 1, "554")));
            Assert.That(failed.PeerMessage, Is.EqualTo("5.7.1 plumber@demo.propops.test wants no mail from you"));
            Assert.That(job["ExceptionType"], Is.EqualTo("PropOps.Application.BackgroundJobs.JobFailedException"));
            Assert.That(job["ExceptionMessage"], Is.EqualTo("554 5.7.1 p***@demo.propops.test wants no mail from you"));
            Assert.That(job["ExceptionDetails"], Does.Not.Contain(" at ").And.Not.Contain(".cs"));
        });
    }

    [TestCase("recipient 550 5.1.1 No such mailbox", DeliveryStatus.Bounced)]
    [TestCase("recipient 550 5.7.1 Relaying denied", DeliveryStatus.Failed)]
    [TestCase("sender 550 5.1.8 Bad sender", DeliveryStatus.Failed)]
    public async Task A_refusal_of_the_envelope_is_for_good_and_an_unknown_mailbox_is_a_bounce(string refusal, DeliveryStatus status)
    {
        Relay.Fault($"1 {refusal}");
        var failed = await Ended(await OneMail());

        Assert.That((failed.Status, failed.Attempts), Is.EqualTo((status, 1)));
        Assert.That($"{failed.PeerCode} {failed.PeerMessage}", Does.StartWith(refusal.Split(' ', 2)[1]));
    }

    [Test]
    public async Task A_recipient_who_is_put_off_is_tried_again()
    {
        Relay.Fault("1 recipient 450 4.2.0 Mailbox busy");
        var sent = await Ended(await OneMail());

        Assert.That((sent.Status, sent.Attempts), Is.EqualTo((DeliveryStatus.Sent, 2)));
    }

    [Test]
    public async Task A_silent_relay_holds_nothing_up_and_is_tried_again()
    {
        Relay.Fault("1 silence");
        var job = await OneMail();
        await Eventually.Holds("The attempt", async () => (await Of(job)).LeaseOwner is not null);
        await NewJob();
        Assert.That((await Of(job)).LeaseOwner, Is.Not.Null, "the relay is still silent while others write");

        var sent = await Ended(job);
        Assert.That((sent.Status, sent.Attempts), Is.EqualTo((DeliveryStatus.Sent, 2)));
        Assert.That(MailsOf(sent), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_mail_whose_answer_was_lost_comes_twice_under_one_Message_Id()
    {
        Relay.Fault("1 drop");
        var sent = await Ended(await OneMail());

        Assert.That((sent.Status, sent.Attempts), Is.EqualTo((DeliveryStatus.Sent, 2)));
        Assert.That(MailsOf(sent).Select(mail => mail.MessageId), Is.EqualTo(new[] { $"{sent.Uuid}@propops.local", $"{sent.Uuid}@propops.local" }));
    }

    [Test]
    public async Task A_relay_that_is_down_for_a_while_gets_the_mail_when_it_is_up_again()
    {
        Relay.Down();
        var job = await OneMail();
        await Eventually.Holds("The failure", async () => (await Of(job)).PeerMessage is not null);
        Assert.That((await Of(job)).PeerMessage, Is.EqualTo("The relay cannot be reached (ConnectionRefused)"));
        Relay.Up();

        var sent = await Ended(job);
        Assert.That(sent.Status, Is.EqualTo(DeliveryStatus.Sent));
        Assert.That(MailsOf(sent), Has.Count.EqualTo(1));
    }

    private Task<JsonElement> NewJob() => _agent.CreateJob(new
    {
        job_title = "Tap drips", job_description = "In the kitchen", priority_id = 3, status_id = 1, job_type_id = 3, address_id = _demo.Addresses[100], tenants_ids = Array.Empty<long>(),
    });

    /// <summary>Assigns a job of the agent's own to the plumber, of which nobody else is told.</summary>
    private async Task<JsonElement> OneMail()
    {
        var job = await NewJob();
        await _agent.UpdateJob(job, new() { ["contractor_id"] = _demo.Contractors[1] });
        await Eventually.Holds("The delivery", async () => await Find(job) is not null);
        return job;
    }

    private async Task<Delivery> Ended(JsonElement job)
    {
        await Eventually.Holds("The end of the delivery", async () => (await Of(job)).Status != DeliveryStatus.Queued);
        return await Of(job);
    }

    private async Task<Delivery> Of(JsonElement job) => (await Find(job))!;

    private async Task<Delivery?> Find(JsonElement job)
    {
        var uuid = job.GetProperty("uuid").GetGuid();
        await using var scope = Installation.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<Delivery>().AsNoTracking().SingleOrDefaultAsync(delivery => delivery.JobUuid == uuid);
    }

    private List<MimeMessage> MailsOf(Delivery delivery) => [.. Relay.Mails.Where(mail => mail.Headers["X-PropOps-Delivery"] == delivery.Uuid.ToString())];

    /// <summary>What Hangfire keeps of the failures on this delivery.</summary>
    private async Task<List<IDictionary<string, string>>> FailuresOf(Delivery delivery)
    {
        var monitor = Installation.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        List<IDictionary<string, string>> Failed() =>
        [
            .. from job in monitor.FailedJobs(0, 1000)
               where (long)job.Value.Job.Args[0] == delivery.Id
               from state in monitor.JobDetails(job.Key).History
               where state.StateName == "Failed"
               select state.Data,
        ];
        await Eventually.Holds("The failed job", () => Task.FromResult(Failed().Count > 0));
        return Failed();
    }
}
