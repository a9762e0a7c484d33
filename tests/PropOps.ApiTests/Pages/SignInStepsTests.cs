using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.Domain.Activity;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Settings;
using PropOps.TestHost;

namespace PropOps.ApiTests.Pages;

/// <summary>The product's own sign-in carries its visitor through everything that stands before the dashboard, without a script.</summary>
public sealed class SignInStepsTests(Column column) : ApiTest(column)
{
    private const string Password = "Demo-Pass-2026!";
    private const string NewPassword = "Something-New-1!";

    private SmtpPeerProcess Relay { get; set; } = null!;

    protected override IEnumerable<(string Key, string Value)> Settings
    {
        get
        {
            Relay = new SmtpPeerProcess();
            return
            [
                ("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100"),
                ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", $"{Relay.Port}"), ("Email:Smtp:Security", "None"),
            ];
        }
    }

    [OneTimeTearDown]
    public void StopRelay() => Relay?.Dispose();

    [Test]
    public async Task The_way_leads_through_factor_PIN_and_password_to_the_page_that_was_wanted()
    {
        await Everything("sysops", "SysOps");
        using var visitor = new PageVisitor(Installation.Url);
        await visitor.SignIn("sysops", Password, "/hangfire/jobs/failed");

        // MFA-4: the key, a wrong code, the right one, and the recovery codes.
        var factor = await Ahead(visitor);
        var begun = await Send(visitor, factor, "/sign-in/factor");
        var secret = Regex.Match(begun.Html, "<code>([A-Z2-7]+)</code>").Groups[1].Value;
        var wrongCode = await Send(visitor, begun, "/sign-in/factor/confirm", ("code", "000000"));
        var recovery = await Send(visitor, wrongCode, "/sign-in/factor/confirm", ("code", new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp()));

        // PIN-1.
        var network = await Ahead(visitor);
        var again = await Send(visitor, network, "/sign-in/pin/send");
        var pin = await PinMailedTo("sysops");
        var wrongPin = await Send(visitor, again, "/sign-in/pin", ("pin", pin == "000000" ? "000001" : "000000"));
        var known = await Send(visitor, wrongPin, "/sign-in/pin", ("pin", pin));

        // A password that somebody else knows.
        var password = await Ahead(visitor);
        var wrongPassword = await Send(visitor, password, "/sign-in/password", ("current_password", "wrong"), ("new_password", NewPassword));
        var weak = await Send(visitor, wrongPassword, "/sign-in/password", ("current_password", Password), ("new_password", "weak"));
        var chosen = await Send(visitor, weak, "/sign-in/password", ("current_password", Password), ("new_password", NewPassword));
        var dashboard = await visitor.Get(chosen.Location!);

        Assert.Multiple(() =>
        {
            Assert.That(factor.Html, Does.Contain("authenticator app").And.Contains("Sign out"));
            Assert.That(begun.Html, Does.Contain("<svg").And.Not.Contain("<script"));
            Assert.That((wrongCode.Status, wrongCode.Refusal), Is.EqualTo((400, "That code is not correct")));
            Assert.That(wrongCode.Html, Does.Not.Contain(secret), "it is shown once");
            Assert.That(Regex.Count(recovery.Html, "<code>[a-z0-9]{5}-[a-z0-9]{5}</code>"), Is.EqualTo(10));
            Assert.That(recovery.Html, Does.Contain("href=\"/hangfire/jobs/failed\""));
            Assert.That(network.Html, Does.Contain("A PIN was sent to your mail address."));
            Assert.That(again.Status, Is.EqualTo(429), "within a minute");
            Assert.That((wrongPin.Status, wrongPin.Refusal), Is.EqualTo((401, "That PIN is not correct or has expired")));
            Assert.That((known.Status, known.Location), Is.EqualTo((302, "/hangfire/jobs/failed")));
            Assert.That((wrongPassword.Status, wrongPassword.Refusal), Is.EqualTo((401, "Password or code is not correct")));
            Assert.That(weak.Status, Is.EqualTo(400));
            Assert.That(weak.Refusal, Does.StartWith("Password must be at least 8 characters"));
            Assert.That(weak.Html, Does.Not.Contain(Password));
            Assert.That((chosen.Status, chosen.Location), Is.EqualTo((302, "/hangfire/jobs/failed")));
            Assert.That(dashboard.Status, Is.EqualTo(200));
        });
        var done = await Installation.InDatabase(db => db.Set<ActivityRow>().Where(row => row.ResourceType == "user").OrderBy(row => row.Id).Select(row => row.Action).ToListAsync());
        Assert.That(done, Is.SupersetOf(new[] { "auth.mfa.begin", "auth.mfa.confirm", "guard_ip_pin_verified", "auth.password.change" }), "as at the API");
    }

    [TestCase("/sign-in/factor")]
    [TestCase("/sign-in/factor/confirm", "code", "123456")]
    [TestCase("/sign-in/pin", "pin", "123456")]
    [TestCase("/sign-in/pin/send")]
    [TestCase("/sign-in/password", "current_password", Password, "new_password", NewPassword)]
    public async Task A_form_of_another_site_does_nothing(string path, params string[] fields)
    {
        using var visitor = await PageVisitor.SignedIn(Installation.Url, "finance");
        var form = new Dictionary<string, string> { ["form_token"] = new('0', 64), ["to"] = "/" };
        foreach (var field in fields.Chunk(2))
        {
            form[field[0]] = field[1];
        }

        var forged = await visitor.Post(path, form);
        using var nobody = new PageVisitor(Installation.Url);
        var unknown = await nobody.Post(path, form);

        Assert.That((forged.Status, forged.Refusal), Is.EqualTo((403, "This page has lain open for too long. Try again.")));
        Assert.That(unknown.Status, Is.EqualTo(401));
    }

    [Test]
    public async Task GATE_2_a_later_step_has_no_form_while_an_earlier_one_stands()
    {
        await Everything("director", "Director");
        using var visitor = new PageVisitor(Installation.Url);
        await visitor.SignIn("director", Password, "/hangfire");
        var first = await Ahead(visitor);

        // The token of the step that stands does not fit another one's form.
        var skipped = await Send(visitor, first, "/sign-in/password", ("current_password", Password), ("new_password", NewPassword));

        Assert.That(first.Html, Does.Contain("/sign-in/factor"));
        Assert.That(skipped.Status, Is.EqualTo(403));
        Assert.That((await new BrowserSession(Http).TrySignIn("director")).Status, Is.EqualTo(200), "the password is what it was");
    }

    /// <summary>The dashboard sends its visitor to the step that stands.</summary>
    private static async Task<PageAnswer> Ahead(PageVisitor visitor)
    {
        var sentBack = await visitor.Get("/hangfire/jobs/failed");
        Assert.That((sentBack.Status, sentBack.Location), Is.EqualTo((302, "/sign-in?to=%2Fhangfire%2Fjobs%2Ffailed")));
        return await visitor.Get(sentBack.Location!);
    }

    /// <summary>Sends the form of this page that goes there, with the token that stands in it.</summary>
    private static Task<PageAnswer> Send(PageVisitor visitor, PageAnswer page, string path, params (string Name, string Value)[] fields)
    {
        var token = Regex.Match(page.Html, $"action=\"{path}\">\\s*<input type=\"hidden\" name=\"form_token\" value=\"([0-9a-f]+)\"").Groups[1].Value;
        return visitor.Post(path, new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) { ["form_token"] = token, ["to"] = page.Field("to") });
    }

    /// <summary>The organisation asks for a factor, the machine is in a new network, and the password was set by somebody else.</summary>
    private async Task Everything(string name, string role)
    {
        var id = (await (await BrowserSession.SignIn(Http, name)).Get("/api/auth/session")).UserId();
        await Installation.InDatabase(async db =>
        {
            await db.Set<KnownNetwork>().Where(network => network.UserId == id).ExecuteDeleteAsync();
            await db.Set<User>().Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.MustChangePassword, true));
            await db.Set<SettingRow>().Where(row => row.Key == "security.mfa_required_for").ExecuteDeleteAsync();
            db.Add(new SettingRow { Key = "security.mfa_required_for", Value = $"[\"{role}\"]" });
            await db.Database.ExecuteSqlAsync($"UPDATE core_change_numbers SET number = number + 1");
            return await db.SaveChangesAsync();
        });
    }

    private async Task<string> PinMailedTo(string name)
    {
        var mail = await Eventually.Get(
            $"The PIN of {name}",
            () => Task.FromResult(Relay.Mails.FirstOrDefault(mail => mail.Subject == "Your sign-in PIN" && mail.To.Mailboxes.Single().Address == $"{name}@demo.propops.test")),
            mail => mail is not null);
        return Regex.Match(mail!.TextBody!, "^[0-9]{6}\r?$", RegexOptions.Multiline).Value.Trim();
    }
}
