using Microsoft.EntityFrameworkCore;
using OtpNet;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Identity;

namespace PropOps.ApiTests.Identity;

public sealed class PasswordChangeTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/auth/password";
    private const string Old = "Demo-Pass-2026!";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task A_new_password_ends_every_other_session()
    {
        var browser = await Http.PostAnswer("/api/auth/login", new { email = "gas@demo.propops.test", password = Old, mode = "session" });
        var user = await ApiUser.SignIn(Http, "gas");

        var changed = await user.Post(Path, new { current_password = Old, new_password = "Something-New-1" });

        Assert.That((changed.Status, changed.Body.GetProperty("message").GetString()), Is.EqualTo((200, "Password changed")));
        Assert.That(changed.Data.GetProperty("sessions_ended").GetInt32(), Is.EqualTo(1));
        Assert.That((await user.Get("/api/auth/session")).Status, Is.EqualTo(200));
        Assert.That((await WithCookie(browser.Header("Set-Cookie")!)).Status, Is.EqualTo(401));
        Assert.That((await SignIn("gas", Old)).Status, Is.EqualTo(401));
        Assert.That((await SignIn("gas", "Something-New-1")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_wrong_current_password_is_refused_and_the_fifth_ends_the_session()
    {
        var user = await ApiUser.SignIn(Http, "plumber");

        var answers = new List<ApiAnswer>();
        for (var time = 0; time < 6; time++)
        {
            answers.Add(await user.Post(Path, new { current_password = "Wrong-Pass-1!", new_password = "Something-New-1" }));
        }

        Assert.That(answers.Take(5).Select(answer => (answer.Status, answer.Code)), Has.All.EqualTo((401, "reauthentication_failed")));
        Assert.That(answers[5].Code, Is.EqualTo("authentication_required"));
    }

    [TestCase("short1A")]
    [TestCase("no-capital-1")]
    [TestCase("No-Digit-Here")]
    [TestCase("NoSignHere1")]
    public async Task PW_1_weak_passwords_are_refused(string password)
    {
        var answer = await (await ApiUser.SignIn(Http, "finance")).Post(Path, new { current_password = Old, new_password = password });

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "Password must be at least 8 characters and contain an uppercase letter, a digit and a special character")));
        Assert.That(answer.Body.GetProperty("field").GetString(), Is.EqualTo("new_password"));
    }

    [Test]
    public async Task PW_1_128_characters_of_any_script_are_taken_blanks_and_all_and_129_are_not()
    {
        var user = await ApiUser.SignIn(Http, "electrician");
        var longest = " Ω1!" + string.Concat(Enumerable.Repeat("🔧", 123)) + " ";

        var tooLong = await user.Post(Path, new { current_password = Old, new_password = longest + "x" });
        var taken = await user.Post(Path, new { current_password = Old, new_password = longest });

        Assert.That(tooLong.Status, Is.EqualTo(400));
        Assert.That(taken.Status, Is.EqualTo(200));
        Assert.That((await SignIn("electrician", longest.Trim())).Status, Is.EqualTo(401));
        Assert.That((await SignIn("electrician", longest)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task PW_2_the_last_five_passwords_are_not_taken_again()
    {
        var user = await ApiUser.SignIn(Http, "agent.south");
        string[] chosen = [Old, "First-Choice-1", "Second-Choice-2", "Third-Choice-3", "Fourth-Choice-4", "Fifth-Choice-5"];
        for (var time = 1; time < chosen.Length; time++)
        {
            Assert.That((await user.Post(Path, new { current_password = chosen[time - 1], new_password = chosen[time] })).Status, Is.EqualTo(200));
        }

        var fifthLast = await user.Post(Path, new { current_password = chosen[^1], new_password = chosen[1] });
        var sixthLast = await user.Post(Path, new { current_password = chosen[^1], new_password = Old });

        Assert.That((fifthLast.Status, fifthLast.Error), Is.EqualTo((400, "You have used this password before")));
        Assert.That(sixthLast.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_session_in_a_cookie_goes_on_under_another_id()
    {
        var browser = await Http.PostAnswer("/api/auth/login", new { email = "coordinator@demo.propops.test", password = Old, mode = "session" });
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = System.Net.Http.Json.JsonContent.Create(new { current_password = Old, new_password = "Something-New-2" }) };
        request.Headers.Add("Cookie", browser.Header("Set-Cookie")!.Split(';')[0]);
        request.Headers.Add("X-CSRF-Token", browser.Body.GetProperty("csrf_token").GetString());

        var changed = await Http.Answer(request);

        Assert.That(changed.Status, Is.EqualTo(200));
        Assert.That(changed.Header("Set-Cookie"), Does.StartWith("propops_session=").And.Not.EqualTo(browser.Header("Set-Cookie")));
        Assert.That((await WithCookie(changed.Header("Set-Cookie")!)).Status, Is.EqualTo(200));
    }

    [TestCase("director", true)]
    [TestCase("sysops", false)]
    public async Task GATE_1_a_new_password_is_a_fresh_proof_only_where_no_second_factor_stands(string name, bool hasFactor)
    {
        var browser = await BrowserSession.SignIn(Http, name);
        if (hasFactor)
        {
            var secret = (await browser.Post("/api/auth/mfa", new { action = "begin" })).Data.GetProperty("secret").GetString()!;
            await browser.Post("/api/auth/mfa", new { action = "confirm", code = new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp() });
        }

        var own = (await browser.Get("/api/auth/session")).UserId();
        await Installation.InDatabase(db => db.Set<Session>().Where(session => session.UserId == own)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.ProvenAt, DateTimeOffset.UtcNow.AddMinutes(-15))));
        var changed = await browser.Post(Path, new { current_password = Old, new_password = "Something-New-3" });
        var token = await browser.Post("/api/auth/tokens", new { action = "create", name = "after" });

        Assert.That(changed.Status, Is.EqualTo(200));
        Assert.That((token.Status, token.Body.TryGetProperty("code", out var code) ? code.GetString() : null), Is.EqualTo(hasFactor ? (403, "reauthentication_required") : (200, (string?)null)));
    }

    [Test]
    public async Task A_new_password_ends_the_reset_links_that_are_open()
    {
        await Http.PostAnswer("/api/password-reset", new { action = "request", email = "agent.north@demo.propops.test" });
        var link = (await Installation.MailsTo("agent.north", "Reset your password", 1))[0].Token();
        var user = await ApiUser.SignIn(Http, "agent.north");

        var changed = await user.Post(Path, new { current_password = Old, new_password = "Something-New-4" });
        var reset = await Http.PostAnswer("/api/password-reset", new { action = "reset", token = link, password = "Somebody-Elses-5" });

        Assert.That(changed.Status, Is.EqualTo(200));
        Assert.That((reset.Status, reset.Error), Is.EqualTo((400, "Reset token is invalid or has expired.")));
    }

    private Task<ApiAnswer> SignIn(string name, string password) => Http.PostAnswer("/api/auth/login", new { email = $"{name}@demo.propops.test", password });

    private Task<ApiAnswer> WithCookie(string setCookie) => Http.Answer(new(HttpMethod.Get, "/api/auth/session") { Headers = { { "Cookie", setCookie.Split(';')[0] } } });
}
