using System.Diagnostics.Metrics;
using OtpNet;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Identity;

/// <summary>What somebody tries who hopes that two nodes do not know of each other.</summary>
public sealed class TwoNodeAbuseTests : TwoNodesTest
{
    [Test]
    public async Task SIGN_3_of_a_thousand_wrong_passwords_at_one_moment_ten_are_checked()
    {
        var hashes = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "propops.password_checks")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref hashes, value));
        listener.Start();

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number =>
            Nodes[number % 2].PostAnswer("/api/auth/login", new { email = "finance@demo.propops.test", password = $"Guess-{number}" })));

        Assert.Multiple(() =>
        {
            Assert.That(hashes, Is.EqualTo(10));
            Assert.That(answers.Count(answer => answer.Code == "invalid_credentials"), Is.EqualTo(10));

            // A busy database puts some off; nobody is let in, and nothing is checked for them.
            Assert.That(answers.Select(answer => answer.Code).Distinct(), Is.SubsetOf(new[] { "invalid_credentials", "locked", "unavailable" }));
            Assert.That(answers.Count(answer => answer.Code == "locked"), Is.GreaterThan(900));
        });
    }

    [Test]
    public async Task CSRF_2_a_token_is_good_for_its_own_session_and_CSRF_5_once_on_all_nodes()
    {
        var (gas, plumber) = (await ApiUser.SignIn(Nodes[0], "gas"), await ApiUser.SignIn(Nodes[0], "plumber"));
        var there = new ApiUser(Nodes[1], gas.Token, gas.Csrf);

        var foreign = await gas.Post("/api/jobs/toggle-pin", new { }, ("X-CSRF-Token", plumber.Csrf));
        var token = (await gas.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;
        var both = await Task.WhenAll(new[] { gas, there }.Select(user => user.Post("/api/jobs/toggle-pin", new { }, ("X-CSRF-Token", token))));

        Assert.That((foreign.Status, foreign.Code), Is.EqualTo((403, "csrf_invalid")));
        Assert.That(both.Select(answer => answer.Code).Order(), Is.EqualTo(new[] { "csrf_invalid", "invalid_parameter" }));
    }

    [Test]
    public async Task A_token_that_ends_on_one_node_is_refused_by_the_other_with_its_next_request()
    {
        var user = await ApiUser.SignIn(Nodes[0], "coordinator");
        var created = await user.Post("/api/auth/tokens", new { action = "create", name = "everywhere" });
        var program = new ApiUser(Nodes[1], created.Body.GetProperty("token").GetString()!, "");

        var before = await program.Get("/api/auth/session");
        await user.Post("/api/auth/tokens", new { action = "revoke", uuid = created.Data.GetProperty("uuid").GetString() });
        var after = await program.Get("/api/auth/session");

        Assert.That((before.Status, after.Status), Is.EqualTo((200, 401)));
    }

    [Test]
    public async Task SIGN_6_a_remembered_browsers_used_token_is_recognised_by_the_other_node()
    {
        var browser = await BrowserSession.SignIn(Nodes[0], "electrician", new { remember_me = true });
        var stolen = browser.CookieNamed("remember_token")!;
        browser.Forget("propops_session");
        await browser.Get("/api/auth/session");
        var thief = new BrowserSession(Nodes[1]);
        thief.Keep("remember_token", stolen);

        Assert.That((await thief.Get("/api/auth/session")).Status, Is.EqualTo(401));
        Assert.That((await browser.Get("/api/auth/session")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task MFA_1_one_code_on_two_nodes_at_one_moment_is_taken_once()
    {
        var browser = await BrowserSession.SignIn(Nodes[0], "director");
        var secret = (await browser.Post("/api/auth/mfa", new { action = "begin" })).Data.GetProperty("secret").GetString()!;
        var codes = new Totp(Base32Encoding.ToBytes(secret));
        await browser.Post("/api/auth/mfa", new { action = "confirm", code = codes.ComputeTotp(DateTime.UtcNow.AddSeconds(-30)) });
        var browsers = await Task.WhenAll(Nodes.Select(node => BrowserSession.SignIn(node, "director")));
        var code = codes.ComputeTotp(DateTime.UtcNow);

        var answers = await Task.WhenAll(browsers.Select(each => each.Post("/api/auth/mfa", new { action = "verify", code })));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 200, 401 }));
    }
}
