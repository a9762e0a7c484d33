using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Idempotency;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

public sealed class SignInTests(Column column) : ApiTest(column)
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task A_token_opens_the_session_that_it_names()
    {
        var answer = await Http.PostAnswer("/api/auth/login", new { email = "Director@DEMO.propops.test", password = "Demo-Pass-2026!" });

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Body.GetProperty("token").GetString(), Does.Match("^[0-9a-f]{64}$"));
            Assert.That(answer.Data.GetProperty("token").GetString(), Is.EqualTo(answer.Body.GetProperty("token").GetString()));
            Assert.That(answer.Body.GetProperty("user").GetProperty("role").GetString(), Is.EqualTo("Director"));
            Assert.That(answer.Body.GetProperty("message").GetString(), Is.EqualTo("Signed in"));
        });
    }

    [Test]
    public async Task A_hash_of_a_lower_cost_is_made_anew_at_the_sign_in()
    {
        const string older = "pbkdf2-sha512$500$AAECAwQFBgcICQoLDA0ODw==$D2xiYmvldd4CvCYokEKJirKi5TinUwbor2C8u2PUyvRlJuBOtegBMhgIbI6GhbL3NCe3MlAOcFGofcw2cbGoaQ==";
        await using (var scope = Installation.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<User>().Where(user => user.RoleId == 2).ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, older));
        }

        var first = await ApiUser.SignIn(Http, "director");
        string stored;
        await using (var scope = Installation.Services.CreateAsyncScope())
        {
            stored = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<User>().Where(user => user.RoleId == 2).Select(user => user.PasswordHash).SingleAsync();
        }

        Assert.That(PasswordHashing.IsOutdated(stored), Is.False);
        Assert.That((await first.Get("/api/auth/session")).Status, Is.EqualTo(200));
        Assert.That((await (await ApiUser.SignIn(Http, "director")).Get("/api/auth/session")).Status, Is.EqualTo(200), "the new one is the password's");
    }

    [Test]
    public async Task SIGN_1_unknown_address_and_wrong_password_answer_the_same()
    {
        var unknown = await Http.PostAnswer("/api/auth/login", new { email = "nobody@demo.propops.test", password = "x" });
        var wrong = await Http.PostAnswer("/api/auth/login", new { email = "finance@demo.propops.test", password = "x" });

        Assert.That((unknown.Status, unknown.Error), Is.EqualTo((401, "Invalid email or password")));
        Assert.That((wrong.Status, wrong.Error), Is.EqualTo((401, "Invalid email or password")));
    }

    [TestCase("A")]
    [TestCase(" ")]
    [TestCase("63")]
    public async Task SIGN_2_a_token_is_exactly_64_lower_case_hex_characters(string what)
    {
        var token = (await ApiUser.SignIn(Http, "agent.south")).Token;
        var changed = what switch { "A" => token.ToUpperInvariant(), " " => token[..32] + " " + token[33..], _ => token[..63] };

        var answer = await new ApiUser(Http, changed, "").Get("/api/auth/session");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((401, "authentication_required")));
        Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo("Bearer"));
    }

    [Test]
    public async Task SIGN_3_ten_failures_lock_a_stranger_out()
    {
        var answers = new List<ApiAnswer>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            answers.Add(await Http.PostAnswer("/api/auth/login", new { email = "locked@demo.propops.test", password = "x" }));
        }

        Assert.That(answers.Take(10).Select(answer => answer.Code), Has.All.EqualTo("invalid_credentials"));
        Assert.That(answers[10].Code, Is.EqualTo("locked"));
        Assert.That(answers[11].Error, Is.EqualTo("Too many failed attempts. Try again in 15 minutes."));
    }

    [Test]
    public async Task SIGN_3_of_many_parallel_tries_ten_are_checked()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ =>
            Http.PostAnswer("/api/auth/login", new { email = "stormed@demo.propops.test", password = "x" })));

        Assert.That(answers.Count(answer => answer.Code == "invalid_credentials"), Is.EqualTo(10));
        Assert.That(answers.Count(answer => answer.Code == "locked"), Is.EqualTo(30));
    }

    [Test]
    public async Task SIGN_5_a_second_login_ends_the_first_token()
    {
        var first = await ApiUser.SignIn(Http, "agent.north");
        var second = await ApiUser.SignIn(Http, "agent.north");

        Assert.That((await first.Get("/api/auth/session")).Status, Is.EqualTo(401));
        Assert.That((await second.Get("/api/auth/session")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task IDEM_4_the_token_of_a_sign_in_is_not_kept_for_a_retry()
    {
        var user = await ApiUser.SignIn(Http, "coordinator");
        var elsewhere = new { email = "finance@demo.propops.test", password = "Demo-Pass-2026!" };

        var first = await user.Post("/api/auth/login", elsewhere, ("Idempotency-Key", "sign-in"));
        var again = await user.Post("/api/auth/login", elsewhere, ("Idempotency-Key", "sign-in"));
        var kept = await Installation.InDatabase(db => db.Set<IdempotencyRow>().AsNoTracking().Where(row => row.Key == "sign-in").Select(row => row.Answer).ToListAsync());

        Assert.That(first.Status, Is.EqualTo(200));
        Assert.That((again.Status, again.Code), Is.EqualTo((409, "idempotency_conflict")));
        Assert.That(kept, Is.EqualTo(new[] { IdempotentRequests.NotKept }));
    }

    [Test]
    public async Task A_landlord_signs_in_only_where_the_portal_is_open()
    {
        var answer = await Http.PostAnswer("/api/auth/login", new { email = "landlord@demo.propops.test", password = "Demo-Pass-2026!" });

        Assert.That((answer.Status, answer.Code), Is.EqualTo((403, "portal_closed")));
    }

    [Test]
    public async Task SIGN_8_a_suspended_account_is_refused_with_its_next_request()
    {
        var user = await ApiUser.SignIn(Http, "electrician");
        await using (var scope = Installation.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
            await db.Set<User>().Where(candidate => candidate.AccountType == AccountType.Contractor)
                .ExecuteUpdateAsync(set => set.SetProperty(candidate => candidate.Status, AccountStatus.Suspended));
        }

        var answer = await user.Get("/api/auth/session");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((403, "account_inactive")));
    }

    [Test]
    public async Task A_browser_session_lives_in_a_cookie_and_ends_with_logout()
    {
        var login = await Http.PostAnswer("/api/auth/login", new { email = "finance@demo.propops.test", password = "Demo-Pass-2026!", mode = "session" });
        var cookie = login.Header("Set-Cookie")!;
        var pair = cookie.Split(';')[0];

        var session = await WithCookie(HttpMethod.Get, "/api/auth/session", pair);
        var logout = await WithCookie(HttpMethod.Post, "/api/auth/logout", pair);
        var after = await WithCookie(HttpMethod.Get, "/api/auth/session", pair);

        Assert.Multiple(() =>
        {
            Assert.That(login.Body.TryGetProperty("token", out _), Is.False);
            Assert.That(cookie, Does.StartWith("propops_session=").And.Contains("httponly").And.Contains("samesite=lax"));
            Assert.That(session.Data.GetProperty("session").GetProperty("kind").GetString(), Is.EqualTo("web"));
            Assert.That(logout.Data.GetProperty("ended").GetBoolean(), Is.True);
            Assert.That(after.Status, Is.EqualTo(401));
        });

        Task<ApiAnswer> WithCookie(HttpMethod method, string path, string value) => Http.Answer(new(method, path) { Headers = { { "Cookie", value } } });
    }

    [Test]
    public async Task A_browser_signs_out_by_a_link_of_its_own_site_only()
    {
        var login = await Http.PostAnswer("/api/auth/login", new { email = "plumber@demo.propops.test", password = "Demo-Pass-2026!", mode = "session" });
        var pair = login.Header("Set-Cookie")!.Split(';')[0];

        var foreign = await Get("/logout", "cross-site");
        var still = await Get("/api/auth/session", "same-origin");
        var own = await Get("/logout", "same-origin");
        var after = await Get("/api/auth/session", "same-origin");

        Assert.Multiple(() =>
        {
            Assert.That((foreign.Status, still.Status), Is.EqualTo((302, 200)));
            Assert.That((own.Status, own.Header("Location")), Is.EqualTo((302, "http://127.0.0.1:5080/")));
            Assert.That(own.Header("Set-Cookie"), Does.StartWith("propops_session=;"));
            Assert.That(after.Status, Is.EqualTo(401));
        });

        Task<ApiAnswer> Get(string path, string site) => Http.Answer(new(HttpMethod.Get, path) { Headers = { { "Cookie", pair }, { "Sec-Fetch-Site", site } } });
    }

    [Test]
    public async Task Own_permissions_are_those_of_the_role()
    {
        var user = await ApiUser.SignIn(Http, "sysops");

        var first = await user.Get("/api/users/permissions?explain=1");
        var again = await user.Get("/api/users/permissions?explain=1", ("If-None-Match", first.Header("ETag")!));

        Assert.That(first.Data.GetProperty("role").GetProperty("name").GetString(), Is.EqualTo("SysOps"));
        Assert.That(again.Status, Is.EqualTo(304));
    }

    [Test]
    public async Task ACC_7_personal_data_is_not_readable_in_the_database()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();

        var stored = await db.Database.SqlQuery<string>($"SELECT first_name || last_name || email || phone AS \"Value\" FROM core_users").ToListAsync();

        Assert.That(stored, Is.Not.Empty);
        Assert.That(stored, Has.None.Contains("demo.propops.test").And.None.Contains("Alice"));
    }
}
