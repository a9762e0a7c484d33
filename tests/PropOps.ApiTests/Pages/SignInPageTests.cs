using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Pages;

public sealed class SignInPageTests(Column column) : ApiTest(column)
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task It_loads_nothing_runs_no_script_and_cannot_be_framed()
    {
        using var visitor = new PageVisitor(Installation.Url);

        var page = await visitor.Get("/sign-in");

        Assert.Multiple(() =>
        {
            Assert.That(page.Status, Is.EqualTo(200));
            Assert.That(page.Header("Content-Security-Policy"), Does.Match("^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$"));
            Assert.That(page.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(page.Header("Set-Cookie"), Does.StartWith("propops_sign_in=").And.Contains("path=/sign-in").And.Contains("samesite=strict").And.Contains("httponly"));
            Assert.That(page.Html, Does.Not.Contain("<script").And.Not.Contain("src="));
        });
    }

    [Test]
    public async Task A_sign_in_opens_a_browser_session_and_leaves_the_activity_row_of_the_API()
    {
        using var visitor = new PageVisitor(Installation.Url);

        var answer = await visitor.SignIn("finance", "Demo-Pass-2026!", "/hangfire/jobs/failed?from=20");

        var session = await Http.Answer(new(HttpMethod.Get, "/api/auth/session") { Headers = { { "Cookie", $"propops_session={visitor.Session}" } } });
        Assert.Multiple(async () =>
        {
            Assert.That((answer.Status, answer.Location), Is.EqualTo((302, "/hangfire/jobs/failed?from=20")));
            Assert.That(session.Data.GetProperty("session").GetProperty("kind").GetString(), Is.EqualTo("web"));
            Assert.That(await Activity(answer), Is.EqualTo(("auth.login.create_token", session.Data.GetProperty("user").GetProperty("ID").GetInt64(), "Signed in")));
        });
    }

    [TestCase("finance", "wrong", 401, "Invalid email or password")]
    [TestCase("nobody", "wrong", 401, "Invalid email or password")]
    [TestCase("landlord", "Demo-Pass-2026!", 403, "Your account type cannot sign in")]
    [TestCase("finance", "", 400, "Enter your mail address and your password.")]
    public async Task A_refusal_stands_in_the_form_which_keeps_the_address_and_forgets_the_password(string name, string password, int status, string refusal)
    {
        using var visitor = new PageVisitor(Installation.Url);

        var answer = await visitor.SignIn(name, password);

        Assert.Multiple(() =>
        {
            Assert.That((answer.Status, answer.Refusal), Is.EqualTo((status, refusal)));
            Assert.That(answer.Field("to"), Is.EqualTo("/hangfire"));
            Assert.That(answer.Html, Does.Contain($"value=\"{name}@demo.propops.test\""));
            Assert.That(password.Length == 0 || !answer.Html.Contains(password, StringComparison.Ordinal), "the password is not shown");
            Assert.That(visitor.Session, Is.Null);
        });
    }

    [Test]
    public async Task What_was_entered_is_shown_as_text()
    {
        using var visitor = new PageVisitor(Installation.Url);

        var answer = await visitor.SignIn("\"><script>alert(1)</script>", "wrong", "/\"><b>");

        Assert.That(answer.Html, Does.Not.Contain("<script>").And.Not.Contain("<b>"));
    }

    [Test]
    public async Task SIGN_3_the_tries_of_the_page_and_of_the_API_are_counted_together()
    {
        using var visitor = new PageVisitor(Installation.Url);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await visitor.SignIn("locked", "wrong");
            await Http.PostAnswer("/api/auth/login", new { email = "locked@demo.propops.test", password = "wrong" });
        }

        var answer = await visitor.SignIn("locked", "wrong");

        Assert.That((answer.Status, answer.Refusal), Is.EqualTo((401, "Too many failed attempts. Try again in 15 minutes.")));
    }

    [Test]
    public async Task A_form_of_another_site_signs_nobody_in()
    {
        using var visitor = new PageVisitor(Installation.Url);
        await visitor.Get("/sign-in");
        using var other = new PageVisitor(Installation.Url);
        var foreign = (await other.Get("/sign-in")).Field("form_token");

        foreach (var token in new[] { foreign, "" })
        {
            var answer = await visitor.Post("/sign-in", new() { ["form_token"] = token, ["email"] = "finance@demo.propops.test", ["password"] = "Demo-Pass-2026!" });
            Assert.That((answer.Status, answer.Refusal), Is.EqualTo((403, "This page has lain open for too long. Try again.")));
        }

        Assert.That(visitor.Session, Is.Null);
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example/")]
    [TestCase("/\t/evil.example/")]
    [TestCase("\\\\evil.example/")]
    [TestCase("javascript:alert(1)")]
    [TestCase("")]
    public async Task It_leads_to_pages_of_its_own_only(string target)
    {
        using var visitor = new PageVisitor(Installation.Url);
        var form = await visitor.Get($"/sign-in?to={Uri.EscapeDataString(target)}");
        Assert.That(form.Field("to"), Is.EqualTo("/hangfire"));

        var answer = await visitor.Post("/sign-in", new()
        {
            ["form_token"] = form.Field("form_token"), ["to"] = target, ["email"] = "finance@demo.propops.test", ["password"] = "Demo-Pass-2026!",
        });

        Assert.That((answer.Status, answer.Location), Is.EqualTo((302, "/hangfire")));
    }

    [Test]
    public async Task Signing_out_ends_the_session_for_good()
    {
        using var visitor = await PageVisitor.SignedIn(Installation.Url, "finance");
        var session = visitor.Session;
        var account = await visitor.Get("/sign-in");
        Assert.That(account.Html, Does.Contain("You are signed in as"));

        var forged = await visitor.Post("/sign-out", new() { ["form_token"] = "x" });
        var answer = await visitor.Post("/sign-out", new() { ["form_token"] = account.Field("form_token") });

        var after = await Http.Answer(new(HttpMethod.Get, "/api/auth/session") { Headers = { { "Cookie", $"propops_session={session}" } } });
        Assert.Multiple(async () =>
        {
            Assert.That(forged.Status, Is.EqualTo(403));
            Assert.That((answer.Status, answer.Location), Is.EqualTo((302, "/sign-in")));
            Assert.That((visitor.Session, after.Status), Is.EqualTo(((string?)null, 401)));
            Assert.That((await Activity(answer)).Action, Is.EqualTo("auth.logout.own_session"));
        });
    }

    private async Task<(string Action, long? UserId, string Summary)> Activity(PageAnswer answer)
    {
        var correlation = answer.Header("X-Correlation-Id");
        await using var scope = Installation.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<ActivityRow>().SingleAsync(row => row.CorrelationId == correlation);
        return (row.Action, row.UserId, row.Summary);
    }
}

/// <summary>With the limits that an installation comes with.</summary>
public sealed class SignInPageLimitTests(Column column) : ApiTest(column)
{
    [Test]
    public async Task The_page_and_the_API_have_one_limit_together()
    {
        using var visitor = new PageVisitor(Installation.Url);
        var token = (await visitor.Get("/sign-in")).Field("form_token");
        var answers = new List<PageAnswer>();
        for (var call = 0; call < 11; call++)
        {
            await Http.PostAnswer("/api/auth/login", new { email = "not-an-address", password = "x" });
            answers.Add(await visitor.Post("/sign-in", new() { ["form_token"] = token, ["email"] = "not-an-address", ["password"] = "" }));
        }

        Assert.Multiple(() =>
        {
            Assert.That(answers.Take(10).Select(answer => answer.Status), Has.All.EqualTo(400));
            Assert.That((answers[10].Status, answers[10].Refusal), Is.EqualTo((429, $"Too many requests. Try again in {answers[10].Header("Retry-After")} seconds.")));
        });
    }
}
