using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Persistence;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.TestHost;

namespace PropOps.ApiTests.Notifications;

/// <summary>Rule 46 where the relay does not take the mail.</summary>
public sealed class SecretMailTests(Column column) : ApiTest(column)
{
    private SmtpPeerProcess Relay { get; set; } = null!;

    protected override IEnumerable<(string Key, string Value)> Settings
    {
        get
        {
            Relay = new SmtpPeerProcess();
            return
            [
                ("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100"), ("Deliveries:RetryDelays", "7200"),
                ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", $"{Relay.Port}"), ("Email:Smtp:Security", "None"),
            ];
        }
    }

    [OneTimeTearDown]
    public void StopRelay() => Relay?.Dispose();

    [Test]
    public async Task Refused_it_forgets_its_secret_and_the_dashboard_does_not_send_it_again()
    {
        Relay.Fault("1 data 554 5.7.1 Not wanted");
        var failed = await Ended("finance");

        await using var scope = Installation.Services.CreateAsyncScope();
        var again = await Assert.ThrowsAsync<JobFailedException>(() => scope.ServiceProvider.GetRequiredService<DeliverEmail>().AskedByHand(failed.Id, "wish", CancellationToken.None));

        Assert.That((failed.Status, failed.Secrets, failed.Body), Is.EqualTo((DeliveryStatus.Failed, (string?)null, (string?)null)));
        Assert.That(again!.Message, Is.EqualTo("The mail carried a code or a link and is not sent again"));
        Assert.That(await Deliveries(scope).CountAsync(row => row.RecipientUuid == failed.RecipientUuid), Is.EqualTo(1));
    }

    [Test]
    public async Task Put_off_for_longer_than_its_link_is_good_it_is_given_up_at_once()
    {
        Relay.Fault("1 data 451 4.7.1 Try again in two hours");
        var failed = await Ended("gas");

        Assert.That((failed.Status, failed.Attempts, failed.PeerCode, failed.Secrets), Is.EqualTo((DeliveryStatus.Failed, 1, "451", (string?)null)));
    }

    [Test]
    public async Task Too_late_it_is_not_sent()
    {
        await using (var scope = Installation.Services.CreateAsyncScope())
        {
            var pin = new SecurityMail(
                "ip_verification_pin", new MailRecipient(null, "Late", "late@demo.propops.test"), new Dictionary<string, string>(), new Dictionary<string, string> { ["pin"] = "123456" },
                DateTimeOffset.UtcNow.AddMinutes(-1));
            await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
                () =>
                {
                    scope.ServiceProvider.GetRequiredService<ISecurityMail>().Queue(pin);
                    return Task.FromResult(true);
                },
                CancellationToken.None);
        }

        var failed = (await Eventually.Get("The end of the delivery", () => Latest("late"), delivery => delivery is { Status: not DeliveryStatus.Queued }))!;
        Assert.That((failed.Status, failed.PeerMessage, failed.Secrets), Is.EqualTo((DeliveryStatus.Failed, "The code or link of the mail expired before it could be sent", (string?)null)));
        Assert.That(Relay.Mails.Select(mail => mail.To.ToString()), Has.None.Contains("late@"));
    }

    private async Task<Delivery> Ended(string name)
    {
        await Http.PostAnswer("/api/password-reset", new { action = "request", email = $"{name}@demo.propops.test" });
        return (await Eventually.Get("The end of the delivery", () => Latest(name), delivery => delivery is { Status: not DeliveryStatus.Queued }))!;
    }

    private async Task<Delivery?> Latest(string name)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return (await Deliveries(scope).AsNoTracking().OrderByDescending(row => row.Id).ToListAsync()).Find(row => row.Address == $"{name}@demo.propops.test");
    }

    private static DbSet<Delivery> Deliveries(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<Delivery>();
}
