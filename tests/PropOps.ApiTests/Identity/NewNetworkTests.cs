using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Activity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Outbox;
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
        var passed = await stranger.Post(Path, new { action = "verify", pin = await PinMailedTo("director", network: "203.0.113.0/24") });
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
    public async Task SIGN_3_an_address_is_known_once_its_PIN_has_passed()
    {
        await MinutesPass();
        var user = await SignIn("director", "198.51.102.5");
        var id = (await user.Get("/api/auth/session")).UserId();
        var before = await KnownAddresses();
        var passed = await user.Post(Path, new { action = "verify", pin = await PinMailedTo("director", network: "198.51.102.0/24") });
        var after = await KnownAddresses();
        await MinutesPass();

        Assert.That((passed.Status, after - before), Is.EqualTo((200, 1)));

        Task<int> KnownAddresses() => InDatabase(db => db.Set<SignInAddress>().CountAsync(row => row.UserId == id));

        Task<int> MinutesPass()
        {
            var minutesAgo = DateTimeOffset.UtcNow.AddMinutes(-2);
            return InDatabase(db => db.Set<OneTimeCode>().ExecuteUpdateAsync(set => set.SetProperty(code => code.CreatedAt, minutesAgo)));
        }
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
    public async Task PIN_1_a_remembered_browser_in_a_new_network_is_asked_and_where_it_is_at_home_not()
    {
        var browser = await Remembered("director", "127.0.0.1");
        browser.Forget("propops_session");
        var atHome = await browser.Get("/api/jobs/manage");
        var away = await Remembered("director", "127.0.0.1");
        var minutesAgo = DateTimeOffset.UtcNow.AddMinutes(-2);
        await InDatabase(db => db.Set<OneTimeCode>().ExecuteUpdateAsync(set => set.SetProperty(code => code.CreatedAt, minutesAgo)));
        away.Forget("propops_session");
        using var elsewhere = From("192.0.2.33");
        var moved = away.Through(elsewhere);

        var gates = (await moved.Get("/api/auth/session")).Data.GetProperty("gates").ToString();
        var stopped = await moved.Get("/api/jobs/manage");
        moved.Csrf = (await moved.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;
        var passed = await moved.Post(Path, new { action = "verify", pin = await PinMailedTo("director", network: "192.0.2.0/24") });

        Assert.Multiple(() =>
        {
            Assert.That(atHome.Status, Is.EqualTo(200));
            Assert.That(gates, Is.EqualTo("""["ip_pin_required"]"""));
            Assert.That((stopped.Status, stopped.Code), Is.EqualTo((403, "ip_pin_required")));
            Assert.That(passed.Status, Is.EqualTo(200), passed.Body.ToString());
        });
        Assert.That((await moved.Get("/api/jobs/manage")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task PIN_1_an_app_that_opens_its_session_in_a_new_network_is_asked()
    {
        var atHome = await SignIn("coordinator", "127.0.0.1");
        using var elsewhere = From("192.0.2.70");

        var opened = await elsewhere.PostAnswer("/api/security/mobile-auth", new { action = "validate_token", token = atHome.Token, device_id = "phone" });
        var app = new ApiUser(elsewhere, opened.Body.GetProperty("session_token").GetString()!, "");

        Assert.That((await app.Get("/api/jobs/manage")).Code, Is.EqualTo("ip_pin_required"));
        Assert.That((await atHome.Get("/api/jobs/manage")).Status, Is.EqualTo(200), "the sign-in itself stays as it is");
    }

    [Test]
    public async Task GATE_3_the_third_wrong_PIN_and_the_right_one_are_told_once_each_and_leave_their_activity()
    {
        var user = await SignIn("sysops", "198.51.101.7");
        var id = (await user.Get("/api/auth/session")).UserId();
        var pin = await PinMailedTo("sysops");
        for (var time = 0; time < 4; time++)
        {
            await user.Post(Path, new { action = "verify", pin = pin == "000000" ? "000001" : "000000" });
        }

        var failed = await Told(id);
        await user.Post(Path, new { action = "verify", pin });

        Assert.That(failed, Is.EqualTo(new[] { ("ip_pin", "failed") }));
        Assert.That(await Told(id), Is.EqualTo(new[] { ("ip_pin", "failed"), ("ip_pin", "passed") }));
        Assert.That(await InDatabase(db => db.Set<ActivityRow>().CountAsync(row => row.UserId == id && row.Action == "guard_ip_pin_verified")), Is.EqualTo(1));
    }

    [Test]
    public async Task The_PIN_is_nowhere_but_in_the_mail()
    {
        await Installation.Settled();
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();

        Assert.That(await db.Set<Delivery>().Where(row => row.SecretsExpireAt != null && (row.Secrets != null || row.Body != null)).CountAsync(), Is.Zero);
        Assert.That(await db.Set<OneTimeCode>().Select(code => code.CodeHash.Length).ToListAsync(), Is.Not.Empty.And.All.EqualTo(32));
    }

    private Task<ApiUser> SignIn(string name, string from) => ApiUser.SignIn(From(from), name);

    private Task<BrowserSession> Remembered(string name, string from) => BrowserSession.SignIn(From(from), name, new { remember_me = true });

    private HttpClient From(string address)
    {
        var http = Installation.Client();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return http;
    }

    /// <summary>The guard and the outcome of what was told of this account, the first one first.</summary>
    private Task<List<(string, string)>> Told(long userId) => InDatabase(async db =>
        (await db.Set<OutboxRow>().Where(row => row.Type == "security.guard_access").OrderBy(row => row.Sequence).Select(row => row.Data).ToListAsync())
            .Select(data => JsonDocument.Parse(data).RootElement)
            .Where(told => told.GetProperty("user_id").GetInt64() == userId)
            .Select(told => (told.GetProperty("guard").GetString()!, told.GetProperty("outcome").GetString()!))
            .ToList());

    private async Task<string> PinMailedTo(string name, int mails = 1, string network = "")
    {
        var found = await Eventually.Get(
            $"The PIN of {name}",
            () => Task.FromResult(Relay.Mails.Where(mail => mail.Subject == "Your sign-in PIN" && mail.To.Mailboxes.Single().Address == $"{name}@demo.propops.test" && mail.TextBody!.Contains(network, StringComparison.Ordinal)).ToList()),
            found => found.Count >= mails);
        return Regex.Match(found[^1].TextBody!, "^[0-9]{6}\r?$", RegexOptions.Multiline).Value.Trim();
    }

    private async Task<T> InDatabase<T>(Func<PropOpsDbContext, Task<T>> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }
}
