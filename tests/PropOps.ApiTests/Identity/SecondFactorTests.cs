using Microsoft.EntityFrameworkCore;
using OtpNet;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Settings;

namespace PropOps.ApiTests.Identity;

public sealed class SecondFactorTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/auth/mfa";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task A_factor_is_asked_for_once_it_is_confirmed_and_other_sessions_end()
    {
        var other = await BrowserSession.SignIn(Http, "director");
        var browser = await BrowserSession.SignIn(Http, "director");

        var begun = await browser.Post(Path, new { action = "begin" });
        var secret = begun.Data.GetProperty("secret").GetString()!;
        var wrong = await browser.Post(Path, new { action = "confirm", code = "000000" });
        var before = await other.Get("/api/jobs/manage");
        var cookie = browser.Cookie;
        var confirmed = await browser.Post(Path, new { action = "confirm", code = Code(secret, -1) });
        var codes = confirmed.Data.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString()!).ToList();
        var again = await browser.Post(Path, new { action = "begin" });

        Assert.Multiple(() =>
        {
            Assert.That(begun.Data.GetProperty("otpauth_uri").GetString(), Does.StartWith("otpauth://totp/").And.Contains($"secret={secret}"));
            Assert.That(begun.Data.GetProperty("qr_svg").GetString(), Does.StartWith("<svg"));
            Assert.That((wrong.Status, wrong.Code), Is.EqualTo((400, "mfa_failed")));
            Assert.That(before.Status, Is.EqualTo(200), "nothing changes until confirm");
            Assert.That(codes, Has.Count.EqualTo(10).And.Unique);
            Assert.That(codes, Has.All.Match("^[a-z0-9]{5}-[a-z0-9]{5}$"));
            Assert.That(browser.Cookie, Is.Not.EqualTo(cookie), "SIGN-7");
            Assert.That((again.Status, again.Error), Is.EqualTo((409, "The second factor is already on")));
        });
        Assert.That((await other.Get("/api/auth/session")).Status, Is.EqualTo(401));

        var signedIn = await BrowserSession.SignIn(Http, "director");
        var gates = (await signedIn.Get("/api/auth/session")).Data.GetProperty("gates");
        var jobs = await signedIn.Get("/api/jobs/manage");
        var setup = await signedIn.Post(Path, new { action = "begin" });
        var verified = await signedIn.Post(Path, new { action = "verify", code = Code(secret, 0) });
        var reused = await signedIn.Post(Path, new { action = "verify", code = Code(secret, 0) });
        var recovered = await signedIn.Post(Path, new { action = "verify", code = codes[0] });
        var recoveredAgain = await signedIn.Post(Path, new { action = "verify", code = codes[0] });
        var facts = (await signedIn.Get("/api/auth/session")).Data.GetProperty("mfa");

        Assert.Multiple(() =>
        {
            Assert.That(gates.EnumerateArray().Select(gate => gate.GetString()), Is.EqualTo(new[] { "second_factor_required" }));
            Assert.That((jobs.Status, jobs.Code, jobs.Error), Is.EqualTo((403, "second_factor_required", "Enter the code from your authenticator app")));
            Assert.That((setup.Status, setup.Code), Is.EqualTo((403, "second_factor_required")), "GATE-2: setting one up does not go past it");
            Assert.That(verified.Data.GetProperty("recovery_codes_left").GetInt32(), Is.EqualTo(10));
            Assert.That((reused.Status, reused.Code), Is.EqualTo((401, "mfa_failed")), "MFA-1: once");
            Assert.That(recovered.Data.GetProperty("recovery_codes_left").GetInt32(), Is.EqualTo(9));
            Assert.That(recoveredAgain.Code, Is.EqualTo("mfa_failed"));
            Assert.That((facts.GetProperty("enabled").GetBoolean(), facts.GetProperty("recovery_codes_left").GetInt32()), Is.EqualTo((true, 9)));
        });
        Assert.That((await signedIn.Get("/api/jobs/manage")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task The_code_can_come_with_the_password()
    {
        var (_, secret, codes) = await TurnOn("finance");

        var wrong = await Http.PostAnswer("/api/auth/login", new { email = "finance@demo.propops.test", password = "Demo-Pass-2026!", mfa_code = "000000" });
        var right = await Http.PostAnswer("/api/auth/login", new { email = "finance@demo.propops.test", password = "Demo-Pass-2026!", mfa_code = Code(secret, 0) });
        var recovery = await Http.PostAnswer("/api/auth/login", new { email = "finance@demo.propops.test", password = "Demo-Pass-2026!", mfa_code = codes[0] });

        Assert.Multiple(() =>
        {
            Assert.That((wrong.Status, wrong.Code), Is.EqualTo((401, "mfa_failed")));
            Assert.That(right.Body.GetProperty("gates").GetArrayLength(), Is.Zero);
            Assert.That(recovery.Body.GetProperty("gates").GetArrayLength(), Is.Zero);
        });
    }

    [Test]
    public async Task MFA_1_of_one_code_at_one_moment_one_is_taken()
    {
        var (_, secret, _) = await TurnOn("coordinator");
        var browsers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => BrowserSession.SignIn(Http, "coordinator")));
        var code = Code(secret, 0);

        var answers = await Task.WhenAll(browsers.Select(browser => browser.Post(Path, new { action = "verify", code })));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 200, 401, 401, 401 }));
    }

    [Test]
    public async Task MFA_2_the_fifth_wrong_code_ends_the_session_and_a_right_password_forgives_none()
    {
        await TurnOn("gas");
        var first = await BrowserSession.SignIn(Http, "gas");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await first.Post(Path, new { action = "verify", code = "000000" });
        }

        var second = await BrowserSession.SignIn(Http, "gas");
        var answers = new List<ApiAnswer>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            answers.Add(await second.Post(Path, new { action = "verify", code = "000000" }));
        }

        var third = await second.TrySignIn("gas");

        Assert.Multiple(() =>
        {
            Assert.That(first.Get("/api/auth/session").Result.Status, Is.EqualTo(401));
            Assert.That(answers.Select(answer => answer.Code), Has.All.EqualTo("mfa_failed"));
            Assert.That((third.Status, third.Code), Is.EqualTo((401, "locked")), "SIGN-3: ten wrong codes");
        });
    }

    [Test]
    public async Task MFA_3_a_trusted_browser_is_not_asked_until_the_password_changes()
    {
        var (browser, secret, _) = await TurnOn("plumber");
        await browser.TrySignIn("plumber");
        await browser.Post(Path, new { action = "verify", code = Code(secret, 0), trust_device_days = 7 });

        var trusted = await browser.TrySignIn("plumber");
        var stranger = await new BrowserSession(Http).TrySignIn("plumber");
        await Installation.InDatabase(db => db.Set<User>().Where(user => user.AccountType == AccountType.Contractor)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordChangedAt, DateTimeOffset.UtcNow)));
        var afterChange = await browser.TrySignIn("plumber");

        Assert.Multiple(() =>
        {
            Assert.That(Gates(trusted), Is.Empty);
            Assert.That(Gates(stranger), Is.EqualTo(new[] { "second_factor_required" }));
            Assert.That(Gates(afterChange), Is.EqualTo(new[] { "second_factor_required" }));
        });
    }

    [Test]
    public async Task MFA_4_who_must_have_a_factor_can_do_nothing_but_set_one_up()
    {
        await Require("Agent");
        var agent = await BrowserSession.SignIn(Http, "agent.south");

        var session = await agent.Get("/api/auth/session");
        var jobs = await agent.Get("/api/jobs/manage");
        var profile = await agent.Get("/api/users/profile");
        var changed = await agent.Put("/api/users/profile", new { first_name = "Eve" });
        var proven = await agent.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" });
        var secret = (await agent.Post(Path, new { action = "begin" })).Data.GetProperty("secret").GetString()!;
        await agent.Post(Path, new { action = "confirm", code = Code(secret, -1) });
        var after = await agent.Get("/api/jobs/manage");
        var disabled = await agent.Post(Path, new { action = "disable", code = Code(secret, 0) });
        await Require();

        Assert.Multiple(() =>
        {
            Assert.That(Gates(session), Is.EqualTo(new[] { "second_factor_required" }));
            Assert.That(session.Data.GetProperty("mfa").GetProperty("required").GetBoolean(), Is.True);
            Assert.That((jobs.Status, jobs.Code), Is.EqualTo((403, "second_factor_required")));
            Assert.That((profile.Status, profile.Data.GetProperty("email").GetString()), Is.EqualTo((200, "agent.south@demo.propops.test")));
            Assert.That((changed.Status, changed.Code), Is.EqualTo((403, "second_factor_required")));
            Assert.That((proven.Status, proven.Code), Is.EqualTo((403, "second_factor_required")));
            Assert.That(after.Status, Is.EqualTo(200));
            Assert.That((disabled.Status, disabled.Error), Is.EqualTo((409, "Your organisation requires a second factor")));
        });
    }

    [Test]
    public async Task MFA_4_of_the_profiles_only_ones_own_is_open_and_the_way_out_is_too()
    {
        var sysops = await BrowserSession.SignIn(Http, "sysops");
        var own = (await sysops.Get("/api/auth/session")).Data.GetProperty("user").GetProperty("uuid").GetString();
        var other = (await sysops.Get("/api/users/users?search=agent.north@demo.propops.test")).Data[0].GetProperty("ID").GetInt64();
        await Require("SysOps");

        var mine = await sysops.Get($"/api/users/profile?user_uuid={own}");
        var another = await sysops.Get($"/api/users/profile?user_uuid={other}");
        var absent = await sysops.Get("/api/users/profile?user_uuid=999999999");
        var left = await sysops.Post("/api/auth/logout", new { });
        await Require();

        Assert.Multiple(() =>
        {
            Assert.That(mine.Status, Is.EqualTo(200));
            Assert.That((another.Status, another.Code), Is.EqualTo((403, "second_factor_required")));
            Assert.That((absent.Status, absent.Code), Is.EqualTo((403, "second_factor_required")));
            Assert.That(left.Status, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task It_is_turned_off_with_a_code_and_its_recovery_codes_can_be_made_anew()
    {
        var (browser, secret, codes) = await TurnOn("electrician");

        var renewed = await browser.Post(Path, new { action = "new_recovery_codes" });
        var old = await browser.Post(Path, new { action = "disable", code = codes[0] });
        var off = await browser.Post(Path, new { action = "disable", code = Code(secret, 0) });
        var signedIn = await new BrowserSession(Http).TrySignIn("electrician");

        Assert.Multiple(() =>
        {
            Assert.That(renewed.Data.GetProperty("recovery_codes").GetArrayLength(), Is.EqualTo(10));
            Assert.That((old.Status, old.Code), Is.EqualTo((401, "mfa_failed")));
            Assert.That((off.Status, off.Data.GetProperty("enabled").GetBoolean()), Is.EqualTo((200, false)));
            Assert.That(Gates(signedIn), Is.Empty);
        });
    }

    [Test]
    public async Task Reauthentication_takes_both()
    {
        var (browser, secret, _) = await TurnOn("agent.north");

        var passwordOnly = await browser.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" });
        var wrongCode = await browser.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!", mfa_code = "000000" });
        var both = await browser.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!", mfa_code = Code(secret, 0) });

        Assert.Multiple(() =>
        {
            Assert.That((passwordOnly.Status, passwordOnly.Code), Is.EqualTo((400, "invalid_parameter")));
            Assert.That((wrongCode.Status, wrongCode.Code), Is.EqualTo((401, "reauthentication_failed")));
            Assert.That(both.Status, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task IDEM_4_what_is_shown_once_is_not_shown_to_a_retry()
    {
        var user = await ApiUser.SignIn(Http, "sysops");

        var first = await user.Post(Path, new { action = "begin" }, ("Idempotency-Key", "begin-1"));
        var again = await user.Post(Path, new { action = "begin" }, ("Idempotency-Key", "begin-1"));

        Assert.That(first.Status, Is.EqualTo(200));
        Assert.That((again.Status, again.Code, again.Error),
            Is.EqualTo((409, "idempotency_conflict", "This request was already carried out; its answer cannot be shown again")));
    }

    [Test]
    public async Task Secrets_are_not_readable_in_the_database()
    {
        var user = await ApiUser.SignIn(Http, "sysops");
        var secret = (await user.Post(Path, new { action = "begin" })).Data.GetProperty("secret").GetString()!;

        var stored = await Installation.InDatabase(db => db.Database.SqlQuery<string>($"SELECT offered_secret AS \"Value\" FROM core_second_factors WHERE offered_secret IS NOT NULL").ToListAsync());

        Assert.That(stored, Is.Not.Empty.And.None.Contains(secret));
    }

    private static IEnumerable<string?> Gates(ApiAnswer answer) => answer.Data.GetProperty("gates").EnumerateArray().Select(gate => gate.GetString());

    private static string Code(string secret, int step) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * step));

    /// <returns>a session that has passed it.</returns>
    private async Task<(BrowserSession Browser, string Secret, IReadOnlyList<string> Codes)> TurnOn(string name)
    {
        var browser = await BrowserSession.SignIn(Http, name);
        var secret = (await browser.Post(Path, new { action = "begin" })).Data.GetProperty("secret").GetString()!;
        var confirmed = await browser.Post(Path, new { action = "confirm", code = Code(secret, -1) });
        return (browser, secret, [.. confirmed.Data.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    private Task<int> Require(params string[] who) => Installation.InDatabase(async db =>
    {
        var value = System.Text.Json.JsonSerializer.Serialize(who);
        if (await db.Set<SettingRow>().FindAsync("security.mfa_required_for") is { } row)
        {
            row.Value = value;
        }
        else
        {
            db.Add(new SettingRow { Key = "security.mfa_required_for", Value = value });
        }

        await db.Database.ExecuteSqlAsync($"UPDATE core_change_numbers SET number = number + 1");
        return await db.SaveChangesAsync();
    });
}
