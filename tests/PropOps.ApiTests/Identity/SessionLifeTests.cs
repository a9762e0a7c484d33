using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.ApiTests.Identity;

/// <summary>SIGN-6: how long sessions of browsers live, and how a remembered one comes back.</summary>
public sealed class SessionLifeTests(Column column) : ApiTest(column)
{
    private const string RememberToken = "remember_token";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task SIGN_6_a_session_ends_30_minutes_after_its_last_request()
    {
        var browser = await BrowserSession.SignIn(Http, "director");

        await Passes(TimeSpan.FromMinutes(29), browser);
        var within = await browser.Get("/api/auth/session");
        await Passes(TimeSpan.FromMinutes(31), browser);
        var later = await browser.Get("/api/auth/session");

        Assert.That((within.Status, later.Status), Is.EqualTo((200, 401)));
    }

    [Test]
    public async Task SIGN_6_a_heartbeat_keeps_a_session_beyond_two_hours_and_requests_alone_do_not()
    {
        var beating = await BrowserSession.SignIn(Http, "director");
        var working = await BrowserSession.SignIn(Http, "director");
        foreach (var browser in (BrowserSession[])[beating, working])
        {
            await Passes(TimeSpan.FromMinutes(100), browser, isIdle: false);
        }

        beating.Csrf = "";
        var beat = await beating.Post("/api/system/heartbeat", new { });
        await working.Get("/api/auth/session");
        foreach (var browser in (BrowserSession[])[beating, working])
        {
            await Passes(TimeSpan.FromMinutes(25), browser);
        }

        Assert.Multiple(() =>
        {
            Assert.That((beat.Status, beat.Body.GetProperty("valid").GetBoolean(), beat.Body.GetProperty("message").GetString()), Is.EqualTo((200, true, "Activity updated")));
            Assert.That(beating.Get("/api/auth/session").Result.Status, Is.EqualTo(200));
            Assert.That(working.Get("/api/auth/session").Result.Status, Is.EqualTo(401));
        });
    }

    [Test]
    public async Task SIGN_6_a_remembered_browser_gets_a_new_session_and_another_token()
    {
        var browser = await BrowserSession.SignIn(Http, "finance", new { remember_me = true });
        var (session, remembered) = (browser.Cookie, browser.CookieNamed(RememberToken));
        browser.Forget("propops_session");

        var answer = await browser.Get("/api/auth/session");

        Assert.Multiple(() =>
        {
            Assert.That((answer.Status, answer.Data.GetProperty("session").GetProperty("kind").GetString()), Is.EqualTo((200, "remembered")));
            Assert.That(browser.Cookie, Is.Not.Null.And.Not.EqualTo(session));
            Assert.That(browser.CookieNamed(RememberToken), Is.Not.Null.And.Not.EqualTo(remembered));
            Assert.That(answer.Header("Set-Cookie"), Does.Contain("remember_token=").And.Contains("expires=").And.Contains("httponly"));
        });
    }

    [Test]
    public async Task SIGN_6_a_used_token_sent_again_ends_every_session_of_its_browser_and_no_other()
    {
        var browser = await BrowserSession.SignIn(Http, "coordinator", new { remember_me = true });
        var elsewhere = await BrowserSession.SignIn(Http, "coordinator", new { remember_me = true });
        var thief = browser.Copy();
        browser.Forget("propops_session");
        await browser.Get("/api/auth/session");
        thief.Forget("propops_session");

        var stolen = await thief.Get("/api/auth/session");
        var owner = await browser.Get("/api/auth/session");
        browser.Forget("propops_session");
        var ownerLater = await browser.Get("/api/auth/session");

        Assert.Multiple(() =>
        {
            Assert.That(stolen.Status, Is.EqualTo(401));
            Assert.That(owner.Status, Is.EqualTo(401));
            Assert.That(ownerLater.Status, Is.EqualTo(401));
            Assert.That(elsewhere.Get("/api/auth/session").Result.Status, Is.EqualTo(200));
        });
        var alarm = await Installation.InDatabase(db => db.Set<SecurityEvent>().SingleAsync(happened => happened.Type == SecurityEventType.RememberReuse));
        Assert.That(alarm.Severity, Is.EqualTo(SecuritySeverity.Critical));
    }

    [Test]
    public async Task SIGN_6_of_two_requests_with_one_token_at_one_moment_one_gets_the_session_and_nobody_is_a_thief()
    {
        var browser = await BrowserSession.SignIn(Http, "gas", new { remember_me = true });
        browser.Forget("propops_session");
        var tabs = Enumerable.Range(0, 2).Select(_ => browser.Copy()).ToList();

        var answers = await Task.WhenAll(tabs.Select(tab => tab.Get("/api/auth/session")));

        // Where they did not meet, the second one found the token used: then it is one that was sent again.
        Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(1));
    }

    [Test]
    public async Task SIGN_6_a_browser_that_is_forgotten_before_its_token_is_exchanged_gets_none()
    {
        var browser = await BrowserSession.SignIn(Http, "finance", new { remember_me = true });
        await using var scope = Installation.Services.CreateAsyncScope();
        var browsers = scope.ServiceProvider.GetRequiredService<IRememberedBrowsers>();
        var found = (await browsers.Find(browser.CookieNamed(RememberToken)!, CancellationToken.None))!;

        await browser.Post("/api/auth/logout", new { });
        var next = await scope.ServiceProvider.GetRequiredService<ITransaction>()
            .Run(() => browsers.Exchange(found, DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None), CancellationToken.None);

        Assert.That((found.IsLive, found.IsUsed, next), Is.EqualTo((true, false, (string?)null)));
    }

    [Test]
    public async Task GATE_1_who_is_only_remembered_has_proven_nothing()
    {
        var browser = await BrowserSession.SignIn(Http, "sysops", new { remember_me = true });
        browser.Forget("propops_session");
        browser.Csrf = (await browser.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;

        var begun = await browser.Post("/api/auth/mfa", new { action = "begin" });
        await browser.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" });
        var proven = await browser.Post("/api/auth/mfa", new { action = "begin" });

        Assert.That((begun.Status, begun.Code), Is.EqualTo((403, "reauthentication_required")));
        Assert.That(proven.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Signing_out_forgets_the_browser_too()
    {
        var browser = await BrowserSession.SignIn(Http, "plumber", new { remember_me = true });
        var copy = browser.Copy();

        await browser.Post("/api/auth/logout", new { });
        copy.Forget("propops_session");

        Assert.That((browser.Cookie, browser.CookieNamed(RememberToken)), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That((await copy.Get("/api/auth/session")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task A_browser_is_not_remembered_for_a_suspended_account()
    {
        var browser = await BrowserSession.SignIn(Http, "agent.south", new { remember_me = true });
        var id = (await browser.Get("/api/auth/session")).UserId();
        browser.Forget("propops_session");
        await Installation.InDatabase(db => db.Set<User>().Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, AccountStatus.Suspended)));

        Assert.That((await browser.Get("/api/auth/session")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task A_token_that_was_planted_before_the_sign_in_is_worth_nothing_after_it()
    {
        var attacker = await BrowserSession.SignIn(Http, "gas");
        var victim = attacker.Copy();

        await victim.TrySignIn("electrician");

        Assert.That(victim.Cookie, Is.Not.EqualTo(attacker.Cookie));
        Assert.That((await attacker.Get("/api/auth/session")).Data.GetProperty("user").GetProperty("name").GetString(),
            Is.Not.EqualTo((await victim.Get("/api/auth/session")).Data.GetProperty("user").GetProperty("name").GetString()));
    }

    /// <summary>Moves a browser's session into the past.</summary>
    private async Task Passes(TimeSpan time, BrowserSession browser, bool isIdle = true)
    {
        var hash = Application.Identity.SessionToken.HashOf(browser.Cookie!)!;
        await Installation.InDatabase(async db =>
        {
            var session = await db.Set<Session>().SingleAsync(session => session.TokenHash == hash);
            var row = db.Entry(session);
            row.Property(entry => entry.ExpiresAt).CurrentValue -= time;
            row.Property(entry => entry.LastActiveAt).CurrentValue -= isIdle ? time : TimeSpan.Zero;
            return await db.SaveChangesAsync();
        });
    }
}
