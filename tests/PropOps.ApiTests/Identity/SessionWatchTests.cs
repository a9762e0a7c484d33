using Microsoft.EntityFrameworkCore;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Outbox;

namespace PropOps.ApiTests.Identity;

/// <summary>Those who look after accounts see sessions, end them, and shut accounts out.</summary>
public sealed class SessionWatchTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/security/sessions";
    private ApiUser _director = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange() => _director = await ApiUser.SignIn(Http, "director");

    [Test]
    [ProvesParameters("security.sessions.list", "user_id", "kind", "limit", "offset", "include_total")]
    [ProvesParameters("users.users.get_user_sessions", "uuid", "limit", "offset", "include_total")]
    public async Task The_list_shows_sessions_of_weaker_accounts_and_ones_own()
    {
        await ApiUser.SignIn(Http, "sysops");
        var agent = await ApiUser.SignIn(Http, "agent.north");
        await BrowserSession.SignIn(Http, "agent.north");
        var id = (await agent.Get("/api/auth/session")).UserId();

        var all = await _director.Get($"{Path}?action=list&limit=200");
        var agents = await _director.Get($"{Path}?action=list&user_id={id}&include_total=true");
        var web = await _director.Get($"{Path}?action=list&user_id={id}&kind=web");
        var second = await _director.Get($"{Path}?action=list&user_id={id}&limit=1&offset=1");
        var door = await _director.Get($"/api/users/users?action=get_user_sessions&uuid={id}&limit=1&offset=1&include_total=true");

        Assert.Multiple(() =>
        {
            Assert.That(Texts(all, "user_name"), Has.None.EqualTo("Alice Smith").And.Some.EqualTo(NameOfDirector()));
            Assert.That(agents.Data.EnumerateArray().Select(row => row.GetProperty("user_id").GetInt64()), Has.Exactly(2).Items.And.All.EqualTo(id));
            Assert.That(agents.Body.GetProperty("total").GetInt32(), Is.EqualTo(2));
            Assert.That(Texts(web, "kind"), Is.EqualTo(new[] { "web" }));
            Assert.That(Texts(second, "session_id"), Is.EqualTo(Texts(agents, "session_id").Skip(1)));
            Assert.That((Texts(door, "session_id").Single(), door.Body.GetProperty("total").GetInt32()), Is.EqualTo((Texts(second, "session_id").Single(), 2)));
        });

        string NameOfDirector() => _director.Get("/api/auth/session").Result.Data.GetProperty("user").GetProperty("name").GetString()!;
    }

    [Test]
    public async Task A_session_is_ended_by_those_who_may()
    {
        var agent = await ApiUser.SignIn(Http, "agent.south");
        var other = await BrowserSession.SignIn(Http, "agent.south");
        var session = (await other.Get("/api/auth/session")).Data.GetProperty("session").GetProperty("session_id").GetString();
        var own = (await agent.Get("/api/auth/session")).Data.GetProperty("session").GetProperty("session_id").GetString();
        var directors = (await _director.Get("/api/auth/session")).Data.GetProperty("session").GetProperty("session_id").GetString();

        var foreign = await agent.Post(Path, new { action = "terminate", session_id = directors });
        var current = await agent.Post(Path, new { action = "terminate", session_id = own });
        var ended = await agent.Post(Path, new { action = "terminate", session_id = session });
        var wrongUser = await _director.Post(Path, new { action = "terminate", session_id = own, user_id = 1 });
        var byDirector = await _director.Post("/api/users/users", new { action = "terminate_session", session_id = own, reason = "Lost phone" });

        Assert.Multiple(() =>
        {
            Assert.That((foreign.Status, foreign.Error), Is.EqualTo((404, "Session not found")));
            Assert.That((current.Status, current.Error), Is.EqualTo((409, "Use logout to end your own session")));
            Assert.That((ended.Status, other.Get("/api/auth/session").Result.Status), Is.EqualTo((200, 401)));
            Assert.That(wrongUser.Status, Is.EqualTo(404));
            Assert.That((byDirector.Status, agent.Get("/api/auth/session").Result.Status), Is.EqualTo((200, 401)));
        });
    }

    [Test]
    public async Task A_stronger_account_is_out_of_reach()
    {
        var sysops = (await (await ApiUser.SignIn(Http, "sysops")).Get("/api/auth/session")).UserId();

        foreach (var (path, body) in ((string, object)[])[
            ("/api/users/logout-user", new { uuid = sysops }),
            (Path, new { action = "blacklist_add", user_id = sysops }),
            ("/api/auth/tokens", new { action = "revoke_all", user_uuid = sysops }),
            ("/api/auth/mfa", new { action = "admin_disable", user_uuid = sysops, reason = "no reason" }),
            ("/api/users/users", new { action = "impersonate", uuid = sysops, reason = "no reason" })])
        {
            var answer = await _director.Post(path, body);
            Assert.That((answer.Status, answer.Error), Is.EqualTo((403, "You cannot manage this account")), path);
        }
    }

    [Test]
    public async Task Somebody_is_signed_out_everywhere()
    {
        var finance = await ApiUser.SignIn(Http, "finance");
        var id = (await finance.Get("/api/auth/session")).UserId();
        await BrowserSession.SignIn(Http, "finance");

        var self = await _director.Post("/api/users/logout-user", new { uuid = (await _director.Get("/api/auth/session")).UserId() });
        var forced = await _director.Post("/api/users/logout-user", new { uuid = id });

        Assert.That((self.Status, self.Error), Is.EqualTo((409, "Use logout to end your own session")));
        Assert.That((forced.Data.GetProperty("sessions_ended").GetInt32(), (await finance.Get("/api/auth/session")).Status), Is.EqualTo((2, 401)));
    }

    [Test]
    public async Task SIGN_8_a_blacklisted_account_is_refused_at_once_and_signs_in_like_an_unknown_one()
    {
        var gas = await ApiUser.SignIn(Http, "gas");
        var id = (await gas.Get("/api/auth/session")).UserId();

        var added = await _director.Post(Path, new { action = "blacklist_add", user_id = id, reason = "Threats" });
        var again = await _director.Post("/api/users/users", new { action = "add_to_blacklist", user_id = id });
        var session = await gas.Get("/api/auth/session");
        var signIn = await Http.PostAnswer("/api/auth/login", new { email = "gas@demo.propops.test", password = "Demo-Pass-2026!" });
        var removed = await _director.Post(Path, new { action = "blacklist_remove", user_id = id });

        Assert.Multiple(() =>
        {
            Assert.That((added.Status, again.Status, session.Status), Is.EqualTo((200, 200, 401)));
            Assert.That((signIn.Status, signIn.Error), Is.EqualTo((401, "Invalid email or password")));
            Assert.That(removed.Data.GetProperty("is_blacklisted").GetBoolean(), Is.False);
        });
        await ApiUser.SignIn(Http, "gas");
        Assert.That(await Installation.InDatabase(db => db.Set<OutboxRow>().CountAsync(row => row.Type == "user.blacklist_changed")), Is.EqualTo(2));
    }

    [Test]
    [ProvesParameters("users.user_status.list_online", "limit", "offset", "include_total")]
    public async Task Who_is_online_is_a_matter_of_two_minutes()
    {
        await ApiUser.SignIn(Http, "plumber");
        var agent = await ApiUser.SignIn(Http, "agent.north");

        var all = await _director.Get("/api/users/user-status?include_total=true");
        var second = await _director.Get("/api/users/user-status?limit=1&offset=1");
        var ofAgent = await agent.Get("/api/users/user-status");

        Assert.Multiple(() =>
        {
            Assert.That(all.Body.GetProperty("total").GetInt32(), Is.EqualTo(all.Data.GetArrayLength()));
            Assert.That(Texts(second, "uuid"), Is.EqualTo(Texts(all, "uuid").Skip(1).Take(1)));
            Assert.That(Types(all), Does.Contain(5));
            Assert.That(Types(ofAgent), Is.Not.Empty.And.All.LessThan(3), "no contractors");
        });

        static IEnumerable<int> Types(ApiAnswer answer) => answer.Data.EnumerateArray().Select(row => row.GetProperty("account_type_id").GetInt32());
    }

    private static IEnumerable<string?> Texts(ApiAnswer answer, string field) => answer.Data.EnumerateArray().Select(row => row.GetProperty(field).GetString());
}
