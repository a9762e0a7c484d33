using OtpNet;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Identity;

/// <summary>SIGN-3: which tries have the counter of places from which the account signed in; with callers behind a proxy.</summary>
public sealed class KnownPlacesTests(Column column) : ApiTest(column)
{
    private const string Home = "203.0.113.9";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100"), ("Security:TrustedProxies", "127.0.0.0/8")];

    [TestCase("director", "198.51.100.7", false)]
    [TestCase("finance", "198.51.100.8", true)]
    public async Task SIGN_3_who_knows_only_the_password_locks_strangers_out_and_not_the_owner(string name, string address, bool remembered)
    {
        await TurnOn(name);
        using var there = From(address);
        var stranger = await BrowserSession.SignIn(there, name, new { remember_me = remembered });
        for (var time = 0; time < 10; time++)
        {
            await stranger.TrySignIn(name, new { mfa_code = "000000" });
        }

        var locked = await stranger.TrySignIn(name);
        var owner = await new BrowserSession(From(Home)).TrySignIn(name);

        Assert.That((locked.Status, locked.Code), Is.EqualTo((401, "locked")));
        Assert.That(owner.Status, Is.EqualTo(200), owner.Body.ToString());
    }

    [Test]
    public async Task SIGN_3_address_and_remembered_browser_are_known_once_the_second_factor_has_passed()
    {
        var secret = await TurnOn("coordinator");
        using var away = From("192.0.2.10");
        using var further = From("192.0.2.20");
        var browser = await BrowserSession.SignIn(away, "coordinator", new { remember_me = true });
        var passed = await browser.Post("/api/auth/mfa", new { action = "verify", code = Code(secret, 0) });
        using var elsewhere = From("198.51.100.9");
        var stranger = new BrowserSession(elsewhere);
        ApiAnswer last = null!;
        for (var time = 0; time < 11; time++)
        {
            last = await stranger.TrySignIn("coordinator", new { password = "Wrong-Pass-1!" });
        }

        Assert.That((passed.Status, last.Code), Is.EqualTo((200, "locked")));
        Assert.That((await new BrowserSession(away).TrySignIn("coordinator")).Status, Is.EqualTo(200), "the address");
        Assert.That((await browser.Through(further).TrySignIn("coordinator")).Status, Is.EqualTo(200), "the browser");
    }

    /// <returns>the secret; its owner sits at home.</returns>
    private async Task<string> TurnOn(string name)
    {
        var browser = await BrowserSession.SignIn(From(Home), name);
        var secret = (await browser.Post("/api/auth/mfa", new { action = "begin" })).Data.GetProperty("secret").GetString()!;
        var confirmed = await browser.Post("/api/auth/mfa", new { action = "confirm", code = Code(secret, -1) });
        Assert.That(confirmed.Status, Is.EqualTo(200), confirmed.Body.ToString());
        return secret;
    }

    private static string Code(string secret, int step) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * step));

    private HttpClient From(string address)
    {
        var http = Installation.Client();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return http;
    }
}
