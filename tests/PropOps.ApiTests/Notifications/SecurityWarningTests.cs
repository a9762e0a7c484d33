using Microsoft.EntityFrameworkCore;
using OtpNet;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;

namespace PropOps.ApiTests.Notifications;

/// <summary>What an account's owner is warned of by mail, whether they did it themselves or not (rules 2 and 4).</summary>
public sealed class SecurityWarningTests(Column column) : ApiTest(column)
{
    private const string Old = "Demo-Pass-2026!";
    private const string New = "Something-New-1!";
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task A_sign_in_from_a_new_device_is_told_once_with_device_and_network()
    {
        await SignInWith(Windows, "finance");
        await Installation.Settled();
        await SignInWith(Windows, "finance");
        await Installation.Settled();

        var mail = Installation.MailsSoFar("finance", "New sign-in to your account").Single();
        Assert.Multiple(() =>
        {
            Assert.That(mail.Text, Does.Contain("Chrome on Windows").And.Contains("127.0.0.0/24"));
            Assert.That(mail.Html, Does.Contain("Chrome on Windows").And.Contains("127.0.0.0/24"));
            Assert.That(mail.Text, Does.Contain($"{DateTimeOffset.UtcNow:yyyy}"));
        });
    }

    [Test]
    public async Task A_new_password_is_told_and_stands_in_no_mail()
    {
        var user = await ApiUser.SignIn(Http, "gas");

        await user.Post("/api/auth/password", new { current_password = Old, new_password = New });

        var mail = (await Installation.MailsTo("gas", "Your password was changed", 1)).Single();
        Assert.That(mail.Text, Does.Contain("a new password was set for your account").And.Contains("If it was not you"));
        Assert.That(mail.Source, Does.Not.Contain(New).And.Not.Contain(Old));
    }

    [Test]
    public async Task Each_change_of_the_second_factor_is_told_and_its_secrets_stand_in_no_mail()
    {
        var browser = await BrowserSession.SignIn(Http, "plumber");
        var secret = (await browser.Post("/api/auth/mfa", new { action = "begin" })).Data.GetProperty("secret").GetString()!;
        var codes = (await browser.Post("/api/auth/mfa", new { action = "confirm", code = Code(secret, -1) })).Data.GetProperty("recovery_codes");
        await browser.Post("/api/auth/mfa", new { action = "new_recovery_codes" });
        await browser.Post("/api/auth/mfa", new { action = "disable", code = Code(secret, 0) });

        var mails = await Installation.MailsTo("plumber", "Your second factor was changed", 3);
        Assert.Multiple(() =>
        {
            Assert.That(mails.Select(mail => mail.Text), Has.One.Contains("was switched on."));
            Assert.That(mails.Select(mail => mail.Text), Has.One.Contains("was given new recovery codes."));
            Assert.That(mails.Select(mail => mail.Text), Has.One.Contains("was switched off."));
            Assert.That(string.Concat(mails.Select(mail => mail.Source)), Does.Not.Contain(secret).And.Not.Contain(codes[0].GetString()!));
        });
    }

    [Test]
    public async Task An_administrator_who_turns_a_factor_off_is_told_of_to_its_owner()
    {
        var browser = await BrowserSession.SignIn(Http, "agent.south");
        var id = (await browser.Get("/api/auth/session")).UserId();
        var secret = (await browser.Post("/api/auth/mfa", new { action = "begin" })).Data.GetProperty("secret").GetString()!;
        await browser.Post("/api/auth/mfa", new { action = "confirm", code = Code(secret, 0) });
        var director = await ApiUser.SignIn(Http, "director");

        await director.Post("/api/auth/mfa", new { action = "admin_disable", user_uuid = id, reason = "Lost phone" });

        var mails = await Installation.MailsTo("agent.south", "Your second factor was changed", 2);
        Assert.That(mails.Select(mail => mail.Text), Has.One.Contains("was switched off by an administrator."));
    }

    [Test]
    public async Task PBR_3_a_password_that_stands_in_a_breach_is_told_once_and_the_mail_does_not_hold_it()
    {
        const string Common = "Password1!";
        var hash = PasswordHashing.Hash(Common);
        var owner = (await (await ApiUser.SignIn(Http, "electrician")).Get("/api/auth/session")).UserId();
        await Installation.InDatabase(db => db.Set<User>().Where(user => user.Id == owner)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, hash).SetProperty(user => user.PasswordCheckedAt, (DateTimeOffset?)null)));
        for (var time = 0; time < 2; time++)
        {
            await Http.PostAnswer("/api/auth/login", new { email = "electrician@demo.propops.test", password = Common });
        }

        await Installation.Settled();
        var mail = Installation.MailsSoFar("electrician", "Please change your password").Single();
        Assert.That(mail.Text, Does.Contain("/sign-in").And.Contains("became known by a data breach"));
        Assert.That(mail.Source, Does.Not.Contain(Common));
    }

    [Test]
    public async Task SIGN_3_a_locked_account_is_told_until_when_and_a_suspended_one_nothing()
    {
        var suspended = (await (await ApiUser.SignIn(Http, "agent.north")).Get("/api/auth/session")).UserId();
        await Installation.InDatabase(db => db.Set<User>().Where(user => user.Id == suspended)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, AccountStatus.Suspended)));
        foreach (var name in (string[])["electrician", "agent.north"])
        {
            for (var attempt = 0; attempt < 11; attempt++)
            {
                await Http.PostAnswer("/api/auth/login", new { email = $"{name}@demo.propops.test", password = "Wrong-Pass-1!" });
            }
        }

        var mail = (await Installation.MailsTo("electrician", "Your account is locked", 1)).Single();
        await Installation.Settled();
        Assert.Multiple(() =>
        {
            Assert.That(mail.Text, Does.Match(@"can sign in to it until .*\d\d:\d\d"));
            Assert.That(mail.Source, Does.Not.Contain("Wrong-Pass-1!"));
            Assert.That(Installation.MailsSoFar("agent.north", "Your account is locked"), Is.Empty);
        });
    }

    [Test]
    public async Task Whoever_is_acted_for_is_told_why_and_until_when_and_not_that_it_ended()
    {
        var agent = (await (await ApiUser.SignIn(Http, "coordinator")).Get("/api/auth/session")).UserId();
        var director = await ApiUser.SignIn(Http, "director");

        var acting = await director.Post("/api/users/users", new { action = "impersonate", uuid = agent, reason = "A list stays empty" });
        Assert.That(acting.Status, Is.EqualTo(200), acting.Body.ToString());
        await new ApiUser(Http, acting.Body.GetProperty("token").GetString()!, "").Post("/api/auth/logout", new { });
        await Installation.Settled();

        var mail = Installation.MailsSoFar("coordinator", "Support is using your account").Single();
        Assert.That(mail.Text, Does.Contain("Reason given: A list stays empty").And.Not.Contain(acting.Body.GetProperty("token").GetString()!));
    }

    private async Task SignInWith(string userAgent, string name)
    {
        using var http = Installation.Client();
        http.DefaultRequestHeaders.Add("User-Agent", userAgent);
        await BrowserSession.SignIn(http, name);
    }

    private static string Code(string secret, int step) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * step));
}
