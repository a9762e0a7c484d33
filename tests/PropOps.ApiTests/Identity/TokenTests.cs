using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

public sealed class TokenTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/auth/tokens";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task A_personal_token_is_shown_once_and_works_until_it_is_revoked()
    {
        var user = await ApiUser.SignIn(Http, "coordinator");

        var created = await user.Post(Path, new { action = "create", name = "n8n", expires_in_days = 30 });
        var token = created.Body.GetProperty("token").GetString()!;
        var before = (await Tokens(user)).Single(row => row.GetProperty("name").GetString() == "n8n");
        var program = new ApiUser(Http, token, "");
        var used = await program.Get("/api/jobs/manage");
        var after = (await Tokens(user)).Single(row => row.GetProperty("name").GetString() == "n8n");
        var revoked = await user.Post(Path, new { action = "revoke", uuid = created.Data.GetProperty("uuid").GetString() });
        var again = await user.Post(Path, new { action = "revoke", uuid = created.Data.GetProperty("uuid").GetString() });

        Assert.Multiple(() =>
        {
            Assert.That(token, Does.Match("^[0-9a-f]{64}$"));
            Assert.That((created.Data.GetProperty("kind").GetString(), created.Data.GetProperty("prefix").GetString()), Is.EqualTo(("personal", token[..8])));
            Assert.That(before.GetProperty("last_used_at").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
            Assert.That(before.TryGetProperty("token", out _), Is.False);
            Assert.That(used.Status, Is.EqualTo(200));
            Assert.That(after.GetProperty("last_ip").GetString(), Is.EqualTo("127.0.0.1"));
            Assert.That((revoked.Status, again.Status), Is.EqualTo((200, 200)));
            Assert.That(again.Data.GetProperty("revoked_at").GetString(), Is.EqualTo(revoked.Data.GetProperty("revoked_at").GetString()));
        });
        Assert.That((await program.Get("/api/jobs/manage")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task TOK_1_and_CSRF_7_only_an_exempt_token_writes_without_a_csrf_token_and_none_counts_in_a_cookie()
    {
        var user = await ApiUser.SignIn(Http, "director");
        var exempt = await Create(user, "exempt", csrf: "exempt");
        var required = await Create(user, "required");

        var free = await new ApiUser(Http, exempt, "").Post("/api/jobs/manage", new { action = "update" });
        var bound = await new ApiUser(Http, required, "").Post("/api/jobs/manage", new { action = "update" });
        var inCookie = await Http.Answer(new(HttpMethod.Get, "/api/auth/session") { Headers = { { "Cookie", $"propops_session={required}" } } });

        Assert.Multiple(() =>
        {
            Assert.That((free.Status, free.Code), Is.EqualTo((400, "invalid_parameter")));
            Assert.That((bound.Status, bound.Code), Is.EqualTo((403, "csrf_invalid")));
            Assert.That(inCookie.Status, Is.EqualTo(401));
        });
    }

    [Test]
    public async Task TOK_2_a_scoped_token_holds_its_scopes_and_secures_nothing()
    {
        var user = await ApiUser.SignIn(Http, "finance");
        var scoped = new ApiUser(Http, await Create(user, "scoped", scopes: ["api.jobs.manage.list"]), "");
        scoped.Csrf = (await scoped.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;

        var jobs = await scoped.Get("/api/jobs/manage");
        var others = await scoped.Get("/api/users/user-status");
        var token = await scoped.Post(Path, new { action = "create", name = "more" });
        var factor = await scoped.Post("/api/auth/mfa", new { action = "begin" });
        var proof = await scoped.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" });
        var foreign = await user.Post(Path, new { action = "create", name = "foreign", scopes = new[] { "api.admin.roles.manage" } });

        Assert.Multiple(() =>
        {
            Assert.That(jobs.Status, Is.EqualTo(200));
            Assert.That((others.Status, others.Code), Is.EqualTo((403, "permission_denied")));
            Assert.That((token.Status, token.Code), Is.EqualTo((403, "permission_denied")));
            Assert.That((factor.Status, factor.Code), Is.EqualTo((403, "permission_denied")));
            Assert.That((proof.Status, proof.Code), Is.EqualTo((403, "permission_denied")));
            Assert.That((foreign.Status, foreign.Error), Is.EqualTo((403, "You do not hold api.admin.roles.manage")));
        });
    }

    [Test]
    public async Task A_name_is_taken_once_and_twenty_are_enough_whatever_comes_at_one_moment()
    {
        var user = await ApiUser.SignIn(Http, "gas");
        var spare = (await user.Get("/api/security/csrf-token?count=16")).Data.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!).ToList();

        var same = await Task.WhenAll(spare.Take(4).Select(csrf => user.Post(Path, new { action = "create", name = "same" }, ("X-CSRF-Token", csrf))));
        for (var number = 0; number < 19; number++)
        {
            await Create(user, $"token {number}");
        }

        var tooMany = await user.Post(Path, new { action = "create", name = "one more" });

        Assert.Multiple(() =>
        {
            Assert.That(same.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 200, 409, 409, 409 }));
            Assert.That(same.Where(answer => answer.Status == 409).Select(answer => answer.Error), Has.All.EqualTo("A token with this name already exists"));
            Assert.That((tooMany.Status, tooMany.Error), Is.EqualTo((409, "At most 20 tokens are allowed")));
        });
    }

    [Test]
    public async Task A_token_needs_a_fresh_proof()
    {
        var user = await ApiUser.SignIn(Http, "agent.north");
        await Installation.InDatabase(db => db.Set<Session>().Where(session => session.Kind == SessionKind.Login)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.ProvenAt, DateTimeOffset.UtcNow.AddMinutes(-15))));

        var stale = await user.Post(Path, new { action = "create", name = "late" });
        await user.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" });
        var fresh = await user.Post(Path, new { action = "create", name = "late" });

        Assert.That((stale.Status, stale.Code, stale.Error), Is.EqualTo((403, "reauthentication_required", "Confirm your password to continue")));
        Assert.That(fresh.Status, Is.EqualTo(200));
    }

    [Test]
    [ProvesParameters("auth.tokens.list", "user_uuid", "include_revoked", "sessions")]
    public async Task Whose_tokens_and_which_of_them()
    {
        var director = await ApiUser.SignIn(Http, "director");
        var agent = await ApiUser.SignIn(Http, "agent.south");
        await agent.Post(Path, new { action = "revoke", uuid = (await agent.Post(Path, new { action = "create", name = "gone" })).Data.GetProperty("uuid").GetString() });
        var id = (await agent.Get("/api/auth/session")).UserId();

        var live = await Tokens(agent);
        var all = await Tokens(agent, "?include_revoked=true");
        var managed = await Tokens(director, $"?user_uuid={id}");
        var sessions = await agent.Get($"{Path}?sessions=true");
        var denied = await agent.Get($"{Path}?user_uuid={(await director.Get("/api/auth/session")).UserId()}");

        Assert.Multiple(() =>
        {
            Assert.That(live.Select(row => row.GetProperty("kind").GetString()), Is.EqualTo(new[] { "login" }));
            Assert.That(all.Select(row => row.GetProperty("name").GetString()), Is.EqualTo(new[] { "gone", "Login token" }));
            Assert.That(managed.Select(row => row.GetProperty("uuid").GetString()), Is.EqualTo(live.Select(row => row.GetProperty("uuid").GetString())));
            Assert.That(sessions.Body.GetProperty("sessions").EnumerateArray().Select(row => row.GetProperty("is_current").GetBoolean()), Is.EqualTo(new[] { true }));
            Assert.That((denied.Status, denied.Error), Is.EqualTo((404, "User not found")));
        });
    }

    [Test]
    public async Task Signing_out_elsewhere_ends_what_is_asked_for_and_not_the_current_one()
    {
        var user = await ApiUser.SignIn(Http, "sysops");
        var browser = await BrowserSession.SignIn(Http, "sysops", new { remember_me = true });
        var token = new ApiUser(Http, await Create(user, "kept"), "");

        var ended = await user.Post(Path, new { action = "revoke_all", kinds = new[] { "login", "web", "remembered", "mobile" } });
        browser.Forget("propops_session");

        Assert.Multiple(() =>
        {
            Assert.That((ended.Data.GetProperty("revoked").GetInt32(), ended.Data.GetProperty("sessions_ended").GetInt32()), Is.EqualTo((0, 1)));
            Assert.That(user.Get("/api/auth/session").Result.Status, Is.EqualTo(200));
            Assert.That(token.Get("/api/auth/session").Result.Status, Is.EqualTo(200));
            Assert.That(browser.Get("/api/auth/session").Result.Status, Is.EqualTo(401), "the browser is forgotten as well");
        });
        var rest = await user.Post(Path, new { action = "revoke_all" });
        Assert.That((rest.Data.GetProperty("revoked").GetInt32(), (await token.Get("/api/auth/session")).Status), Is.EqualTo((1, 401)));
    }

    [Test]
    public async Task A_mobile_session_stands_on_a_login_token_and_is_one_per_device()
    {
        var user = await ApiUser.SignIn(Http, "plumber");

        var first = await Validate(user.Token, "phone-1");
        var second = await Validate(user.Token, "phone-1");
        var tablet = await Validate(second.Body.GetProperty("session_token").GetString()!, "tablet-1");
        var unknown = await Validate(new string('a', 64), "phone-1");
        var app = new ApiUser(Http, tablet.Body.GetProperty("session_token").GetString()!, tablet.Body.GetProperty("csrf_token").GetString()!);

        Assert.Multiple(() =>
        {
            Assert.That(first.Body.GetProperty("expires_at").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddDays(365)).Within(TimeSpan.FromMinutes(1)));
            Assert.That(StatusOf(first), Is.EqualTo(401), "the device has a later one");
            Assert.That(StatusOf(second), Is.EqualTo(200));
            Assert.That(user.Get("/api/auth/session").Result.Status, Is.EqualTo(200), "the presented token stays");
            Assert.That((unknown.Status, unknown.Code), Is.EqualTo((401, "authentication_required")));
            Assert.That(app.Get("/api/auth/session").Result.Data.GetProperty("session").GetProperty("kind").GetString(), Is.EqualTo("mobile"));
        });

        app.Csrf = "";
        var logout = await app.Post("/api/security/mobile-auth", new { action = "logout" });
        Assert.That((logout.Status, (await app.Get("/api/auth/session")).Status), Is.EqualTo((200, 401)));

        int StatusOf(ApiAnswer session) => new ApiUser(Http, session.Body.GetProperty("session_token").GetString()!, "").Get("/api/auth/session").Result.Status;
    }

    [Test]
    public async Task A_login_token_that_ran_out_lately_is_taken_once()
    {
        var user = await ApiUser.SignIn(Http, "electrician");
        await RanOut(user, TimeSpan.FromDays(6));

        var first = await Validate(user.Token, "phone-2");
        var again = await Validate(user.Token, "phone-2");
        var later = await ApiUser.SignIn(Http, "electrician");
        await RanOut(later, TimeSpan.FromDays(7));

        Assert.That((first.Status, again.Status), Is.EqualTo((200, 401)));
        Assert.That((await Validate(later.Token, "phone-2")).Status, Is.EqualTo(401));
    }

    /// <summary>A token that is taken late is one of the account's ways in: whatever ends these ends it, too.</summary>
    [TestCase("signs in anew")]
    [TestCase("signs out everywhere")]
    [TestCase("changes the password")]
    [TestCase("is suspended and let in again")]
    [TestCase("loses the second factor")]
    public async Task SIGN_5_a_login_token_that_ran_out_opens_no_app_once_its_account(string what)
    {
        var (name, uuid) = await Newcomer();
        var late = await ApiUser.SignIn(Http, name);
        var browser = await BrowserSession.SignIn(Http, name);
        await RanOut(late, TimeSpan.FromDays(1));

        var done = await (what switch
        {
            "signs in anew" => Http.PostAnswer("/api/auth/login", new { email = $"{name}@demo.propops.test", password = "Demo-Pass-2026!" }),
            "signs out everywhere" => browser.Post(Path, new { action = "revoke_all" }),
            "changes the password" => browser.Post("/api/auth/password", new { current_password = "Demo-Pass-2026!", new_password = "Something-New-1" }),
            "is suspended and let in again" => AsDirector("/api/users/users", new { action = "toggle_status", uuid }, new { action = "toggle_status", uuid }),
            _ => AsDirector("/api/auth/mfa", new { action = "admin_disable", user_uuid = uuid, reason = "Lost the telephone" }),
        });
        var opened = await Validate(late.Token, "phone-3");

        Assert.That(done.Status, Is.EqualTo(200), done.Body.ToString());
        Assert.That(opened.Status, Is.EqualTo(401), opened.Body.ToString());
    }

    private async Task<ApiAnswer> AsDirector(string path, params object[] bodies)
    {
        var director = await ApiUser.SignIn(Http, "director");
        ApiAnswer? last = null;
        foreach (var body in bodies)
        {
            last = await director.Post(path, body);
        }

        return last!;
    }

    /// <summary>A coordinator of nobody else's tests.</summary>
    private async Task<(string Name, Guid Uuid)> Newcomer()
    {
        var name = $"newcomer{Guid.NewGuid():N}";
        var account = new User(
            new NewAccount("Nell", "Carver", $"{name}@demo.propops.test", AccountType.Staff) { RoleId = 4 }, PasswordHashing.Hash("Demo-Pass-2026!"), DateTimeOffset.UtcNow);
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(() => Task.FromResult(db.Add(account)), CancellationToken.None);
        return (name, account.Uuid);
    }

    private Task<int> RanOut(ApiUser user, TimeSpan ago)
    {
        var hash = SessionToken.HashOf(user.Token)!;
        return Installation.InDatabase(db => db.Set<Session>().Where(session => session.TokenHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.ExpiresAt, DateTimeOffset.UtcNow - ago)));
    }

    private Task<ApiAnswer> Validate(string token, string device) =>
        Http.PostAnswer("/api/security/mobile-auth", new { action = "validate_token", token, platform = "ios", device_id = device });

    private static async Task<string> Create(ApiUser user, string name, string csrf = "required", string[]? scopes = null)
    {
        var created = await user.Post(Path, new { action = "create", name, csrf, scopes = scopes ?? [] });
        Assert.That(created.Status, Is.EqualTo(200), created.Body.ToString());
        return created.Body.GetProperty("token").GetString()!;
    }

    private static async Task<List<System.Text.Json.JsonElement>> Tokens(ApiUser user, string query = "") =>
        [.. (await user.Get(Path + query)).Data.EnumerateArray()];
}
