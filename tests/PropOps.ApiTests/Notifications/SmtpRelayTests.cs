using System.Globalization;
using Microsoft.Extensions.Configuration;
using MimeKit;
using PropOps.Infrastructure.Configuration;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.Notifications.Infrastructure.Email;
using PropOps.TestHost;

namespace PropOps.ApiTests.Notifications;

/// <summary>What stands between us and the relay before it gets a mail, and how it is configured.</summary>
public sealed class SmtpRelayTests
{
    private PrivateAuthority Authority { get; } = new();

    private PrivateAuthority Stranger { get; } = new();

    private SmtpPeerProcess Relay { get; set; } = null!;

    private SmtpPeerProcess Plain { get; set; } = null!;

    [OneTimeSetUp]
    public void StartRelays()
    {
        Relay = new SmtpPeerProcess("--certificate", Authority.RelayFile, "--user", "propops", "--password", "relay-secret");
        Plain = new SmtpPeerProcess();
    }

    [OneTimeTearDown]
    public void StopRelays()
    {
        Relay.Dispose();
        Plain.Dispose();
        Authority.Dispose();
        Stranger.Dispose();
    }

    [Test]
    public async Task The_private_authority_is_trusted() =>
        Assert.That((await Send(Relay, Secure())).Answer.Code, Is.EqualTo("250"));

    [Test]
    public async Task A_relay_without_security_and_password_is_possible() =>
        Assert.That((await Send(Plain, new() { ["Security"] = "None" })).Answer.Code, Is.EqualTo("250"));

    [Test]
    public Task A_certificate_of_another_authority_is_not_trusted() =>
        FailsForNow(Relay, new(Secure()) { ["CaFile"] = Stranger.CaFile }, "The relay's certificate is not trusted, or it speaks no TLS");

    [Test]
    public Task A_private_certificate_is_not_trusted_by_itself() =>
        FailsForNow(Relay, new(Secure()) { ["CaFile"] = "" }, "The relay's certificate is not trusted, or it speaks no TLS");

    [Test]
    public Task A_certificate_for_another_name_is_not_trusted() =>
        FailsForNow(Relay, new(Secure()) { ["Host"] = "localhost" }, "The relay's certificate is not trusted, or it speaks no TLS");

    [Test]
    public Task A_wrong_password_passes_since_somebody_can_mend_it() =>
        FailsForNow(Relay, new(Secure()) { ["Password"] = "wrong" }, "535 authentication failed");

    [Test]
    public Task Without_STARTTLS_no_password_is_sent() =>
        FailsForNow(Plain, Secure(), "The relay offers no STARTTLS or no authentication");

    [TestCase("User", "propops", "Email__Smtp__Host is missing; Email__Smtp__User is of no use without it.")]
    [TestCase("Host,Port", "relay.test,smtp", "Email__Smtp__Port must be a number from 1 to 65535.")]
    [TestCase("Host,Port", "relay.test,0", "Email__Smtp__Port must be a number from 1 to 65535.")]
    [TestCase("Host,Security", "relay.test,ssl", "Email__Smtp__Security must be None, StartTls or Tls.")]
    [TestCase("Host,User", "relay.test,propops", "Email__Smtp__Password is missing; Email__Smtp__User needs it.")]
    [TestCase("Host,Password", "relay.test,secret", "Email__Smtp__User is missing; Email__Smtp__Password needs it.")]
    [TestCase("Host,CaFile", "relay.test,/no/such/file.pem", "Email__Smtp__CaFile cannot be read as a file of PEM certificates.")]
    [TestCase("Host,CaFile", "relay.test,/etc/hostname", "Email__Smtp__CaFile holds no PEM certificate.")]
    [TestCase("Host,TimeoutSeconds", "relay.test,3600", "Email__Smtp__TimeoutSeconds must be a number from 1 to 45.")]
    public void A_malformed_or_missing_key_stops_the_start_by_its_name(string keys, string values, string complaint) =>
        Assert.That(
            () => SmtpSettings.From(Configuration(keys.Split(',').Zip(values.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))),
            Throws.TypeOf<StartupException>().With.Message.EqualTo(complaint));

    private Dictionary<string, string> Secure() => new() { ["Security"] = "StartTls", ["User"] = "propops", ["Password"] = "relay-secret", ["CaFile"] = Authority.CaFile };

    private static async Task FailsForNow(SmtpPeerProcess relay, Dictionary<string, string> keys, string answer)
    {
        var failure = (await Assert.ThrowsAsync<MailNotSentException>(() => Send(relay, keys)))!;
        Assert.That(failure.Message, Does.StartWith(answer));
        Assert.That(failure.IsFinal, Is.False);
    }

    private static Task<SentMail> Send(SmtpPeerProcess relay, Dictionary<string, string> keys)
    {
        var all = new Dictionary<string, string>(keys) { ["Port"] = relay.Port.ToString(CultureInfo.InvariantCulture) };
        all.TryAdd("Host", "127.0.0.1");
        var delivery = new Delivery(
            new NewDelivery(DeliveryChannel.Email, "job_created", Guid.NewGuid(), null, "tenant@demo.propops.test", "job_created", "{}", Secrets: null, null, "key"), DateTimeOffset.UtcNow);
        return new SmtpRelay(SmtpSettings.From(Configuration(all))!, new MailMessages(new MailboxAddress("PropOps", "no-reply@propops.local")))
            .Send(delivery, new RenderedMail("Subject", "<p>Text</p>", "Text"), CancellationToken.None);
    }

    private static IConfiguration Configuration(Dictionary<string, string> keys) =>
        new ConfigurationBuilder().AddInMemoryCollection(keys.Select(key => KeyValuePair.Create($"Email:Smtp:{key.Key}", (string?)key.Value))).Build();
}
