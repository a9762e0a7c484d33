using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

public sealed class GateTests(Column column) : ApiTest(column)
{
    private const string Wrong = "not the password";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task What_stands_in_the_way_is_told_and_the_first_of_it_answers()
    {
        await Change(AccountType.Agent, set => set.SetProperty(user => user.EmailVerifiedAt, (DateTimeOffset?)null).SetProperty(user => user.MustChangePassword, true));
        var agent = await ApiUser.SignIn(Http, "agent.north");

        var session = await agent.Get("/api/auth/session");
        var jobs = await agent.Get("/api/jobs/manage");
        await Change(AccountType.Agent, set => set.SetProperty(user => user.EmailVerifiedAt, DateTimeOffset.UtcNow));
        var verified = await agent.Get("/api/jobs/manage");
        await Change(AccountType.Agent, set => set.SetProperty(user => user.MustChangePassword, false));

        Assert.Multiple(() =>
        {
            Assert.That(session.Data.GetProperty("gates").EnumerateArray().Select(gate => gate.GetString()), Is.EqualTo(new[] { "email_verification_required", "password_change_required" }));
            Assert.That((jobs.Status, jobs.Code, jobs.Error), Is.EqualTo((403, "email_verification_required", "Verify your email address")));
            Assert.That((verified.Status, verified.Code), Is.EqualTo((403, "password_change_required")));
        });
        Assert.That((await agent.Get("/api/jobs/manage")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Staff_need_no_verified_address()
    {
        await Change(AccountType.Staff, set => set.SetProperty(user => user.EmailVerifiedAt, (DateTimeOffset?)null));

        Assert.That((await (await ApiUser.SignIn(Http, "finance")).Get("/api/jobs/manage")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task SIGN_7_a_cookie_changes_where_something_is_proven_and_the_old_one_is_good_for_a_moment()
    {
        var browser = await BrowserSession.SignIn(Http, "plumber");
        var otherTab = browser.Copy();
        var spare = (await browser.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;

        var answer = await browser.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" });
        var withOld = await otherTab.Get("/api/auth/session");
        otherTab.Csrf = spare;
        var written = await otherTab.Post("/api/auth/reauthenticate", new { password = Wrong });
        await EndGrace();
        var later = await otherTab.Get("/api/auth/session");

        Assert.Multiple(() =>
        {
            Assert.That((answer.Status, answer.Body.GetProperty("message").GetString()), Is.EqualTo((200, "Confirmed")));
            Assert.That(answer.Data.GetProperty("valid_until").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddMinutes(15)).Within(TimeSpan.FromMinutes(1)));
            Assert.That(browser.Cookie, Is.Not.EqualTo(otherTab.Cookie));
            Assert.That(withOld.Status, Is.EqualTo(200));
            Assert.That((written.Status, written.Code), Is.EqualTo((401, "reauthentication_failed")), "the CSRF token of the other tab stayed good");
            Assert.That(later.Status, Is.EqualTo(401));
        });
        Assert.That((await browser.Get("/api/auth/session")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Five_wrong_passwords_in_a_row_end_the_session()
    {
        var user = await ApiUser.SignIn(Http, "gas");
        var answers = new List<ApiAnswer>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            answers.Add(await user.Post("/api/auth/reauthenticate", new { password = Wrong }));
        }

        Assert.That(answers.Take(5).Select(answer => answer.Code), Has.All.EqualTo("reauthentication_failed"));
        Assert.That((answers[5].Status, answers[5].Code), Is.EqualTo((401, "authentication_required")));
    }

    [Test]
    public async Task SIGN_3_wrong_passwords_count_with_those_of_sign_ins()
    {
        var user = await ApiUser.SignIn(Http, "electrician");
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await user.Post("/api/auth/reauthenticate", new { password = Wrong });
        }

        var answers = new List<ApiAnswer>();
        for (var attempt = 0; attempt < 7; attempt++)
        {
            answers.Add(await Http.PostAnswer("/api/auth/login", new { email = "electrician@demo.propops.test", password = Wrong }));
        }

        Assert.That(answers.Take(6).Select(answer => answer.Code), Has.All.EqualTo("invalid_credentials"));
        Assert.That(answers[6].Code, Is.EqualTo("locked"));
    }

    /// <summary>As if 30 seconds had passed.</summary>
    private async Task EndGrace()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        foreach (var session in await db.Set<Session>().Where(session => session.Former != null).ToListAsync())
        {
            db.Entry(session).Reference(nameof(Session.Former)).TargetEntry!.Property(nameof(FormerSessionId.GoodUntil)).CurrentValue = DateTimeOffset.UtcNow.AddSeconds(-1);
        }

        await db.SaveChangesAsync();
    }

    private async Task Change(AccountType type, Action<UpdateSettersBuilder<User>> change)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<User>().Where(user => user.AccountType == type).ExecuteUpdateAsync(change);
    }
}
