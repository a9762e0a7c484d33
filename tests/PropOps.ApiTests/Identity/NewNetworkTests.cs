using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Identity.OneTime;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.TestHost;

namespace PropOps.ApiTests.Identity;

/// <summary>PIN-1, with callers behind a proxy and a relay that their mails go to.</summary>
public sealed class NewNetworkTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/auth/ip-pin";
    private static readonly object Send = new { action = "send" };
    private SmtpPeerProcess Relay { get; set; } = null!;

    protected override IEnumerable<(string Key, string Value)> Settings
    {
        get
        {
            Relay = new SmtpPeerProcess();
            return
            [
                ("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100"), ("Security:TrustedProxies", "127.0.0.0/8"),
                ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", $"{Relay.Port}"), ("Email:Smtp:Security", "None"),
            ];
        }
    }

    [OneTimeTearDown]
    public void StopRelay() => Relay?.Dispose();

    [Test]
    public async Task PIN_1_a_new_network_asks_for_the_mailed_PIN_and_is_known_from_then_on()
    {
        var stranger = await SignIn("director", "203.0.113.9");
        var stopped = await stranger.Get("/api/jobs/manage");
        var passed = await stranger.Post(Path, new { action = "verify", pin = await PinMailedTo("director") });
        var neighbour = await (await SignIn("director", "203.0.113.200")).Get("/api/jobs/manage");
        var further = await SignIn("director", "203.0.114.1");

        Assert.Multiple(() =>
        {
            Assert.That((stopped.Status, stopped.Code, stopped.Error), Is.EqualTo((403, "ip_pin_required", "Confirm the PIN sent to your email address")));
            Assert.That((passed.Status, passed.Body.GetProperty("message").GetString()), Is.EqualTo((200, "Address confirmed")));
            Assert.That(neighbour.Status, Is.EqualTo(200), "of the same network");
        });
        Assert.That((await further.Get("/api/jobs/manage")).Code, Is.EqualTo("ip_pin_required"), "of another one");
        Assert.That((await further.Get("/api/auth/session")).Data.GetProperty("gates").ToString(), Is.EqualTo("""["ip_pin_required"]"""));
    }

    [Test]
    public async Task PIN_1_only_staff_are_asked_and_not_where_they_were_lately()
    {
        var agent = await SignIn("agent.north", "203.0.113.9");
        var known = await (await SignIn("sysops", "127.0.0.1")).Get("/api/jobs/manage");
        var before = DateTimeOffset.UtcNow.AddDays(-91);
        await InDatabase(db => db.Set<KnownNetwork>().ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, before)));
        var longAgo = await SignIn("sysops", "127.0.0.1");

        Assert.That((await agent.Get("/api/jobs/manage")).Status, Is.EqualTo(200));
        Assert.That(known.Status, Is.EqualTo(200));
        Assert.That((await longAgo.Get("/api/jobs/manage")).Code, Is.EqualTo("ip_pin_required"));
    }

    [Test]
    public async Task Five_wrong_PINs_and_the_right_one_is_void()
    {
        var user = await SignIn("finance", "198.51.100.7");
        var pin = await PinMailedTo("finance");
        var wrong = pin == "000000" ? "000001" : "000000";

        var answers = new List<ApiAnswer>();
        for (var time = 0; time < 5; time++)
        {
            answers.Add(await user.Post(Path, new { action = "verify", pin = wrong }));
        }

        answers.Add(await user.Post(Path, new { action = "verify", pin }));

        Assert.That(answers.Select(answer => (answer.Status, answer.Code)), Has.All.EqualTo((401, "pin_failed")));
        Assert.That((await user.Post(Path, Send)).Status, Is.EqualTo(429), "within a minute");
        var before = DateTimeOffset.UtcNow.AddMinutes(-2);
        await InDatabase(db => db.Set<OneTimeCode>().ExecuteUpdateAsync(set => set.SetProperty(code => code.CreatedAt, before)));
        var again = await user.Post(Path, Send);
        Assert.That((again.Status, again.Data.GetProperty("sent_to").GetString()), Is.EqualTo((200, "fi***@demo.propops.test")));
        Assert.That((await user.Post(Path, new { action = "verify", pin = await PinMailedTo("finance", mails: 2) })).Status, Is.EqualTo(200));
        Assert.That((await user.Post(Path, Send)).Error, Is.EqualTo("No PIN is needed"));
    }

    [Test]
    public async Task Of_many_wrong_PINs_at_one_moment_five_are_tried()
    {
        var user = await SignIn("coordinator", "2001:db8:1::5");
        var pin = await PinMailedTo("coordinator");
        string[] csrf = [.. (await user.Get("/api/security/csrf-token?count=16")).Data.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)];

        await Task.WhenAll(csrf.Take(8).Select(token => user.Post(Path, new { action = "verify", pin = pin == "111111" ? "111112" : "111111" }, ("X-CSRF-Token", token))));

        Assert.That(await InDatabase(db => db.Set<OneTimeCode>().Where(code => code.WrongTries > 0).MaxAsync(code => code.WrongTries)), Is.EqualTo(5));
        var late = await user.Post(Path, new { action = "verify", pin }, ("X-CSRF-Token", csrf[9]));
        Assert.That((late.Status, late.Code), Is.EqualTo((401, "pin_failed")));
    }

    [Test]
    public async Task The_PIN_is_nowhere_but_in_the_mail()
    {
        await Installation.Settled();
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();

        Assert.That(await db.Set<Delivery>().Where(row => row.Secrets != null || row.Body != null).CountAsync(), Is.Zero);
        Assert.That(await db.Set<OneTimeCode>().Select(code => code.CodeHash.Length).ToListAsync(), Is.Not.Empty.And.All.EqualTo(32));
    }

    private async Task<ApiUser> SignIn(string name, string from)
    {
        var http = Installation.Client();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        return await ApiUser.SignIn(http, name);
    }

    private async Task<string> PinMailedTo(string name, int mails = 1)
    {
        var found = await Eventually.Get(
            $"The PIN of {name}",
            () => Task.FromResult(Relay.Mails.Where(mail => mail.Subject == "Your sign-in PIN" && mail.To.Mailboxes.Single().Address == $"{name}@demo.propops.test").ToList()),
            found => found.Count >= mails);
        return Regex.Match(found[^1].TextBody!, "^[0-9]{6}\r?$", RegexOptions.Multiline).Value.Trim();
    }

    private async Task<T> InDatabase<T>(Func<PropOpsDbContext, Task<T>> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }
}
