using Microsoft.EntityFrameworkCore;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.Domain.Identity;

namespace PropOps.ApiTests.Accounts;

/// <summary>ACC-6: whoever changes the mail address of an account gets its reset links, so each door asks for a fresh proof, of one's own address too.</summary>
public sealed class NewAddressTests(Column column) : AccountsTest(column)
{
    private static readonly string[] Doors = ["update", "profile"];

    [TestCaseSource(nameof(Doors))]
    public async Task ACC_6_a_new_address_of_ones_own_asks_for_a_fresh_proof(string door)
    {
        var browser = await BrowserSession.SignIn(Http, "finance");
        var own = (await browser.Get("/api/auth/session")).UserId();
        await Installation.InDatabase(db => db.Set<Session>().Where(session => session.UserId == own)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.ProvenAt, DateTimeOffset.UtcNow.AddMinutes(-15))));

        var stale = await Change(browser.Post, door, own, $"{door}.stale@example.com");
        var same = await Change(browser.Post, door, own, "finance@demo.propops.test");
        await browser.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" });
        var proven = await Change(browser.Post, door, own, $"{door}.proven@example.com");
        var back = await Change(browser.Post, door, own, "finance@demo.propops.test");

        Assert.Multiple(() =>
        {
            Assert.That((stale.Status, stale.Code, stale.Error), Is.EqualTo((403, "reauthentication_required", "Confirm your password to continue")));
            Assert.That(same.Status, Is.EqualTo(200), "the address that it has already");
            Assert.That((proven.Status, proven.Data.GetProperty("email").GetString()), Is.EqualTo((200, $"{door}.proven@example.com")));
            Assert.That(back.Status, Is.EqualTo(200), back.Body.ToString());
        });
    }

    [Test]
    public async Task TOK_2_a_scoped_or_exempt_token_changes_no_address([ValueSource(nameof(Doors))] string door, [Values("scoped", "exempt")] string kind)
    {
        var plumber = await As("plumber");
        object limits = kind == "scoped" ? new { action = "create", name = $"{kind} {door}", scopes = new[] { "api.jobs.manage.list" } } : new { action = "create", name = $"{kind} {door}", csrf = "exempt" };
        var program = await ApiUser.With(Http, await plumber.Post("/api/auth/tokens", limits));

        var answer = await Change(Post(program), door, await IdOf("plumber"), "taken.over@example.com");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((403, "permission_denied")));
    }

    [TestCaseSource(nameof(Doors))]
    public async Task Who_acts_as_somebody_else_changes_no_address(string door)
    {
        var (director, agent) = (await As("director"), await IdOf("agent.north"));
        var acting = await ApiUser.With(Http, await director.Post("/api/users/users", new { action = "impersonate", uuid = agent, reason = "Cannot see their jobs" }));

        var answer = await Change(Post(acting), door, agent, "taken.over@example.com");

        Assert.That((answer.Status, answer.Error), Is.EqualTo((403, "Not possible while acting as somebody else")));
    }

    private static Func<string, object, Task<ApiAnswer>> Post(ApiUser user) => (path, body) => user.Post(path, body);

    private static Task<ApiAnswer> Change(Func<string, object, Task<ApiAnswer>> post, string door, long account, string email) =>
        door == "update" ? post("/api/users/users", new { action = "update", uuid = account, email }) : post("/api/users/profile", new { email });
}
