using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Acting;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Activity;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

/// <summary>Somebody acts as another account: what they see, what stays closed to them, and what is written.</summary>
public sealed class ActingTests(Column column) : ApiTest(column)
{
    private ApiUser _director = null!;
    private long _agent;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange()
    {
        _director = await ApiUser.SignIn(Http, "director");
        _agent = (await (await ApiUser.SignIn(Http, "agent.north")).Get("/api/auth/session")).UserId();
    }

    [Test]
    public async Task What_is_done_names_both_accounts()
    {
        var (acting, _) = await Act();
        var director = (await _director.Get("/api/auth/session")).Data.GetProperty("user");

        var session = (await acting.Get("/api/auth/session")).Data;
        var pinned = await acting.Post("/api/jobs/toggle-pin", new { job_id = (await acting.Get("/api/jobs/manage?limit=1")).Data[0].GetProperty("ID").GetInt64() });

        Assert.That(pinned.Status, Is.EqualTo(200), pinned.Body.ToString());
        var row = await Installation.InDatabase(db => db.Set<ActivityRow>().AsNoTracking().OrderByDescending(row => row.Id).FirstAsync());
        Assert.Multiple(() =>
        {
            Assert.That(session.GetProperty("user").GetProperty("ID").GetInt64(), Is.EqualTo(_agent));
            Assert.That(session.GetProperty("session").GetProperty("impersonated_by_name").GetString(), Is.EqualTo(director.GetProperty("name").GetString()));
            Assert.That((row.UserId, row.ActedById), Is.EqualTo(((long?)_agent, (long?)director.GetProperty("ID").GetInt64())));
        });
    }

    [Test]
    public async Task What_secures_the_account_stays_its_owners()
    {
        var (acting, _) = await Act();

        foreach (var (path, body) in ((string, object)[])[
            ("/api/auth/tokens", new { action = "create", name = "backdoor" }),
            ("/api/auth/tokens", new { action = "revoke_all" }),
            ("/api/auth/mfa", new { action = "begin" }),
            ("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" })])
        {
            var answer = await acting.Post(path, body);
            Assert.That((answer.Status, answer.Error), Is.EqualTo((403, "Not possible while acting as somebody else")), path);
        }

        var csv = await acting.Get("/api/jobs/manage?format=csv");
        Assert.That((csv.Status, csv.Error), Is.EqualTo((403, "Not possible while acting as somebody else")));
    }

    [Test]
    public async Task It_is_told_when_it_begins_and_once_when_it_ends()
    {
        await TellWhatIsOver();
        var before = await Told();
        var (acting, session) = await Act();
        await acting.Post("/api/auth/logout", new { });
        var (ranOut, second) = await Act();
        await Installation.InDatabase(db => db.Set<Session>().Where(row => row.Handle == second)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, DateTimeOffset.UtcNow.AddSeconds(-1))));
        await TellWhatIsOver();
        await TellWhatIsOver();

        Assert.That((await acting.Get("/api/auth/session")).Status, Is.EqualTo(401));
        Assert.That((await ranOut.Get("/api/auth/session")).Status, Is.EqualTo(401));
        Assert.That(await Told(), Is.EqualTo(before + 2));
        Assert.That(session, Does.StartWith("sess_"));
    }

    [Test]
    public async Task It_ends_with_the_one_who_acts()
    {
        var coordinator = await ApiUser.SignIn(Http, "sysops");
        var acting = await Act(coordinator);

        await coordinator.Post("/api/auth/tokens", new { action = "revoke_all" });
        Assert.That((await acting.User.Get("/api/auth/session")).Status, Is.EqualTo(401));
    }

    [TestCase("the one who acts is demoted")]
    [TestCase("the one who acts loses the key")]
    [TestCase("the one who acts loses a key of the account")]
    [TestCase("the account becomes as strong")]
    public async Task PERM_8_it_ends_with_the_next_request_once(string what)
    {
        var sysops = await ApiUser.SignIn(Http, "sysops");
        var (director, directorUuid) = await Newcomer(role: 2);
        var (_, coordinatorUuid) = await Newcomer(role: 4);
        var acting = (await Act(director, coordinatorUuid)).User;
        var before = await acting.Get("/api/auth/session");

        var changed = await (what switch
        {
            "the one who acts is demoted" => sysops.Post("/api/users/users", new { action = "update_role", uuid = directorUuid, role_id = 4 }),
            "the one who acts loses the key" => Revoke("api.users.impersonate.manage"),
            "the one who acts loses a key of the account" => Revoke("api.jobs.manage.list"),
            _ => sysops.Post("/api/users/users", new { action = "update_role", uuid = coordinatorUuid, role_id = 2 }),
        });
        var after = await acting.Get("/api/auth/session");

        Assert.That((before.Status, changed.Status), Is.EqualTo((200, 200)), changed.Body.ToString());
        Assert.That((after.Status, after.Code), Is.EqualTo((401, "authentication_required")));

        Task<ApiAnswer> Revoke(string key) => sysops.Put("/api/users/permissions", new { action = "revoke", user_uuid = directorUuid, permissions = new[] { key } });
    }

    [Test]
    public async Task Both_logs_tell_who_did_it_as_whom()
    {
        var (acting, _) = await Act();
        var director = (await _director.Get("/api/auth/session")).Data.GetProperty("user");
        var agent = (await acting.Get("/api/auth/session")).Data.GetProperty("user").GetProperty("name").GetString();
        var name = director.GetProperty("name").GetString();
        await acting.Post("/api/jobs/toggle-pin", new { job_id = (await acting.Get("/api/jobs/manage?limit=1")).Data[0].GetProperty("ID").GetInt64() });
        var refused = await acting.Get("/api/admin/roles");

        var row = (await _director.Get($"/api/admin/activity-log?user_id={director.GetProperty("ID")}&action=jobs.toggle_pin.*")).Data[0];
        var found = await _director.Get($"/api/admin/activity-log?action=jobs.toggle_pin.*&search={name!.Split(' ')[0]}");
        var denied = (await _director.Get($"/api/security/events?type=access_denied&user_id={_agent}")).Data[0];

        Assert.Multiple(() =>
        {
            Assert.That(refused.Status, Is.EqualTo(403));
            Assert.That((row.GetProperty("user_id").GetInt64(), row.GetProperty("user_name").GetString()), Is.EqualTo((_agent, $"{name} as {agent}")));
            Assert.That(found.Data.EnumerateArray().Select(one => one.GetProperty("uuid").GetString()), Does.Contain(row.GetProperty("uuid").GetString()));
            Assert.That((denied.GetProperty("user_name").GetString(), denied.GetProperty("actor_name").GetString()), Is.EqualTo((agent, name)));
        });
    }

    private async Task<(ApiUser User, Guid Uuid)> Newcomer(int role)
    {
        var name = $"newcomer{Guid.NewGuid():N}";
        var account = new User(
            new NewAccount("Nell", "Carver", $"{name}@demo.propops.test", AccountType.Staff) { RoleId = role }, PasswordHashing.Hash("Demo-Pass-2026!"), DateTimeOffset.UtcNow);
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(() => Task.FromResult(db.Add(account)), CancellationToken.None);
        return (await ApiUser.SignIn(Http, name), account.Uuid);
    }

    private async Task TellWhatIsOver()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ActingEndsTask>().Run(CancellationToken.None);
    }

    /// <returns>how many ends were told.</returns>
    private async Task<int> Told()
    {
        var told = await Installation.InDatabase(db => db.Set<OutboxRow>().Where(row => row.Type == "user.impersonation_changed").Select(row => row.Data).ToListAsync());
        return told.Count(data => data.Contains("\"is_active\":false", StringComparison.Ordinal));
    }

    private async Task<(ApiUser User, string Session)> Act() => await Act(_director);

    private Task<(ApiUser User, string Session)> Act(ApiUser who) => Act(who, _agent);

    private async Task<(ApiUser User, string Session)> Act(ApiUser who, object account)
    {
        var answer = await who.Post("/api/users/users", new { action = "impersonate", uuid = account, reason = "Cannot see their jobs", minutes = 10 });
        return (await ApiUser.With(Http, answer), answer.Data.GetProperty("session_id").GetString()!);
    }
}
