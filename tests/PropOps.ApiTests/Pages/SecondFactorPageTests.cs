using System.Net;
using OtpNet;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;

namespace PropOps.ApiTests.Pages;

/// <summary>Who has a second factor enters its code at the product's own sign-in, and lands where they wanted to go.</summary>
public sealed class SecondFactorPageTests(Column column) : ApiTest(column)
{
    private string _secret = "";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange()
    {
        var browser = await BrowserSession.SignIn(Http, "director");
        _secret = (await browser.Post("/api/auth/mfa", new { action = "begin" })).Data.GetProperty("secret").GetString()!;
        await browser.Post("/api/auth/mfa", new { action = "confirm", code = Code(-1) });
    }

    [Test]
    public async Task The_code_is_asked_for_before_the_dashboard_is_shown()
    {
        using var visitor = new PageVisitor(Installation.Url);
        await visitor.SignIn("director", "Demo-Pass-2026!", "/hangfire/jobs/enqueued");

        var sentBack = await visitor.Get("/hangfire/jobs/enqueued");
        var form = await visitor.Get(sentBack.Location!);
        var wrong = await Enter(visitor, form, "000000");
        var right = await Enter(visitor, wrong, Code(0));
        var dashboard = await visitor.Get(right.Location!);

        Assert.Multiple(() =>
        {
            Assert.That((sentBack.Status, sentBack.Location), Is.EqualTo((302, "/sign-in?to=%2Fhangfire%2Fjobs%2Fenqueued")));
            Assert.That(form.Html, Does.Contain("authenticator app"));
            Assert.That((wrong.Status, wrong.Refusal), Is.EqualTo((401, "That code is not correct")));
            Assert.That((right.Status, right.Location), Is.EqualTo((302, "/hangfire/jobs/enqueued")));
            Assert.That(dashboard.Status, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task A_code_from_a_page_that_is_not_the_sessions_is_refused()
    {
        using var visitor = new PageVisitor(Installation.Url);
        await visitor.SignIn("director", "Demo-Pass-2026!");

        var forged = await visitor.Post("/sign-in/code", new() { ["form_token"] = new string('0', 64), ["to"] = "/", ["code"] = Code(1) });

        Assert.That(forged.Status, Is.EqualTo((int)HttpStatusCode.Forbidden));
        Assert.That((await visitor.Get("/hangfire")).Status, Is.EqualTo(302));
    }

    private static Task<PageAnswer> Enter(PageVisitor visitor, PageAnswer form, string code) =>
        visitor.Post("/sign-in/code", new() { ["form_token"] = form.Field("form_token"), ["to"] = form.Field("to"), ["code"] = code });

    private string Code(int step) => new Totp(Base32Encoding.ToBytes(_secret)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * step));
}
