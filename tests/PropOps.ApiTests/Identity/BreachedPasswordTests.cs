using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Identity.Breaches;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

/// <summary>Passwords that stand in breaches, with a service that knows them.</summary>
public sealed class BreachedPasswordTests(Column column) : ApiTest(column)
{
    private const string Check = "/api/security/password-breach-check";
    private const string List = "/api/admin/password-breach-status";
    private BreachPeer _peer = null!;
    private ApiUser _director = null!;

    protected override IEnumerable<(string Key, string Value)> Settings
    {
        get
        {
            _peer = BreachPeer.Start().GetAwaiter().GetResult();
            return [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100"), ("Security:BreachService:Url", _peer.Url)];
        }
    }

    protected override async Task Arrange() => _director = await ApiUser.SignIn(Http, "director");

    [OneTimeTearDown]
    public async Task StopPeer() => await _peer.DisposeAsync();

    [Test]
    public async Task PBR_1_five_digits_of_the_hash_leave_the_house_and_the_answer_holds()
    {
        _peer.Knows("Known-To-Many-1", 3200);

        var first = await _director.Post(Check, new { password = "Known-To-Many-1" });
        var again = await _director.Post(Check, new { password = "Known-To-Many-1", return_count = true });

        Assert.Multiple(() =>
        {
            Assert.That(first.Data.ToString(), Is.EqualTo("""{"breached":true,"count":3200,"source":"online"}"""));
            Assert.That(first.Body.GetProperty("breached").GetBoolean(), Is.True);
            Assert.That(first.Body.GetProperty("message").GetString(), Is.EqualTo("This password has appeared in 3,200 data breaches."));
            Assert.That(again.Data.ToString(), Is.EqualTo(first.Data.ToString()));
            Assert.That(_peer.RequestsAbout("Known-To-Many-1"), Is.EqualTo(1), "the second answer is the first one's");
            Assert.That(_peer.Requests.Select(request => request.Path), Has.All.Match("^/range/[0-9A-F]{5}$"));
            Assert.That(_peer.Requests.Select(request => (request.Padding, request.Body)), Has.All.EqualTo(("true", "")));
        });
        var stored = await Installation.EverythingStored();
        Assert.That(stored, Does.Not.Contain("Known-To-Many-1"));
        Assert.That(stored.ToUpperInvariant(), Does.Not.Contain(BreachPeer.HashOf("Known-To-Many-1")));
    }

    [TestCase(true, "0")]
    [TestCase(false, "null")]
    public async Task A_password_that_nobody_knows_is_safe(bool returnCount, string count)
    {
        var answer = await _director.Post(Check, new { password = "Nobody-Knows-It-9", return_count = returnCount });

        Assert.That(answer.Data.GetRawText(), Is.EqualTo($$"""{"breached":false,"count":{{count}},"source":"online"}"""));
        Assert.That(answer.Body.GetProperty("message").GetString(), Is.EqualTo("This password was not found in known data breaches."));
    }

    [Test]
    public async Task A_password_of_three_characters_is_no_question()
    {
        var answer = await _director.Post(Check, new { password = "abc" });

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "password must be at least 4 characters")));
    }

    [Test]
    public async Task PBR_2_while_the_service_is_away_the_bundled_list_answers_within_three_seconds()
    {
        await using var peer = await BreachPeer.Start();
        await using var installation = await Installation.Start(Column, ("Demo:Seed", "true"), ("Security:BreachService:Url", peer.Url));
        using var http = installation.Client();
        peer.Fault = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var user = await ApiUser.SignIn(http, "finance");

        var common = await user.Post(Check, new { password = "Password1!" });
        var rare = await user.Post(Check, new { password = "Nobody-Knows-It-8" });

        // That it answers at all, while the peer never does, is the timeout's work; the clock of a busy machine would prove nothing.
        var timeout = installation.Services.GetRequiredService<IHttpClientFactory>().CreateClient(BreachService.ClientName).Timeout;
        Assert.That(timeout, Is.LessThan(TimeSpan.FromSeconds(3)));
        Assert.That(common.Data.ToString(), Is.EqualTo("""{"breached":true,"count":null,"source":"offline"}"""));
        Assert.That(common.Body.GetProperty("message").GetString(), Is.EqualTo("This password is among the most common ones."));
        Assert.That(rare.Data.ToString(), Is.EqualTo("""{"breached":false,"count":null,"source":"offline"}"""));
        Assert.That(peer.Requests, Has.Count.EqualTo(1), "a service that failed is left alone for a while");
    }

    [Test]
    public async Task PBR_3_a_breached_password_is_found_at_the_sign_in_once_and_must_be_changed()
    {
        await ChangeHash("coordinator", "Known-To-Thieves-1");
        _peer.Knows("Known-To-Thieves-1", 7);

        var first = await SignIn("coordinator", "Known-To-Thieves-1");
        var second = await SignIn("coordinator", "Known-To-Thieves-1");
        var user = new ApiUser(Http, second.Body.GetProperty("token").GetString()!, second.Body.GetProperty("csrf_token").GetString()!);
        var stopped = await user.Get("/api/jobs/manage");
        var changed = await user.Post("/api/auth/password", new { current_password = "Known-To-Thieves-1", new_password = "Not-Known-To-Them-2" });

        Assert.Multiple(() =>
        {
            Assert.That(first.Body.GetProperty("gates").ToString(), Is.EqualTo("""["password_change_required"]"""));
            Assert.That((stopped.Status, stopped.Code), Is.EqualTo((403, "password_change_required")));
            Assert.That(changed.Status, Is.EqualTo(200));
        });
        Assert.That((await user.Get("/api/jobs/manage")).Status, Is.EqualTo(200));
        Assert.That(_peer.RequestsAbout("Known-To-Thieves-1"), Is.EqualTo(1), "at most once a week");
        Assert.That(await Events("user.password_breached"), Is.EqualTo(1));
    }

    [Test]
    public async Task PW_3_a_breached_password_is_not_taken_and_a_service_that_is_away_refuses_nothing()
    {
        await using var peer = await BreachPeer.Start();
        await using var installation = await Installation.Start(Column, ("Demo:Seed", "true"), ("Security:BreachService:Url", peer.Url));
        using var http = installation.Client();
        peer.Knows("Too-Well-Known-11", 2);
        var user = await ApiUser.SignIn(http, "agent.north");

        var refused = await user.Post("/api/auth/password", new { current_password = "Demo-Pass-2026!", new_password = "Too-Well-Known-11" });
        peer.Fault = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        var common = await user.Post("/api/auth/password", new { current_password = "Demo-Pass-2026!", new_password = "Password123!" });
        var taken = await user.Post("/api/auth/password", new { current_password = "Demo-Pass-2026!", new_password = "Rather-Uncommon-11" });

        Assert.That((refused.Status, refused.Error), Is.EqualTo((400, "This password has appeared in data breaches. Choose another.")));
        Assert.That(common.Status, Is.EqualTo(400), "the bundled list knows it");
        Assert.That(taken.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Findings_older_than_90_days_count_no_more()
    {
        await Change("plumber", user => user.PasswordChecked(isBreached: false, count: 0, DateTimeOffset.UtcNow.AddDays(-91)));
        await Change("electrician", user => user.PasswordChecked(isBreached: false, count: 0, DateTimeOffset.UtcNow.AddDays(-89)));

        await using var scope = Installation.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForgetOldFindings>().Run(CancellationToken.None);

        Assert.That(await StatusOf("plumber"), Is.EqualTo("unknown"));
        Assert.That(await StatusOf("electrician"), Is.EqualTo("safe"));
    }

    [Test]
    public async Task A_password_is_looked_up_again_where_somebody_asks_for_it()
    {
        await ApiUser.SignIn(Http, "agent.south");
        var asked = _peer.RequestsAbout("Demo-Pass-2026!");
        var uuid = (await Find("agent.south")).Uuid;

        var wanted = await _director.Post("/api/users/users", new { action = "scan_user_password", uuid });
        var before = await StatusOf("agent.south");
        await ApiUser.SignIn(Http, "agent.south");

        Assert.That((wanted.Data.GetProperty("status").GetString(), wanted.Data.GetProperty("will_check_at_next_sign_in").GetBoolean()), Is.EqualTo(("unknown", true)));
        Assert.That((before, await StatusOf("agent.south")), Is.EqualTo(("unknown", "safe")));
        Assert.That((asked, _peer.RequestsAbout("Demo-Pass-2026!")), Is.EqualTo((1, 1)), "the service's answer still held");
        Assert.That((await _director.Post("/api/users/users", new { action = "scan_user_password", uuid = Guid.NewGuid() })).Error, Is.EqualTo("User not found"));
    }

    [Test]
    [ProvesParameters("admin.password_breach_status.list", "status", "uuid", "limit", "offset", "include_total")]
    public async Task Staff_see_whose_passwords_stand_in_a_breach()
    {
        await Change("gas", user => user.PasswordChecked(isBreached: true, count: 12, DateTimeOffset.UtcNow));
        var gas = (await Find("gas")).Uuid;

        var breached = await _director.Get($"{List}?status=breached&limit=200");
        var one = await _director.Get($"{List}?uuid={gas}");
        var otherDoor = await _director.Get($"/api/users/users?action=get_password_breach_status&uuid={gas}");
        var safe = await _director.Get($"{List}?status=safe&uuid={gas}");
        var page = await _director.Get($"{List}?limit=1&offset=1&include_total=true");
        var forbidden = await (await ApiUser.SignIn(Http, "agent.south")).Get(List);

        var row = one.Data.EnumerateArray().Single();
        Assert.Multiple(() =>
        {
            Assert.That(breached.Data.EnumerateArray().Select(each => each.GetProperty("uuid").GetGuid()), Does.Contain(gas));
            Assert.That(breached.Data.EnumerateArray().Select(each => each.GetProperty("status").GetString()), Has.All.EqualTo("breached"));
            Assert.That((row.GetProperty("breach_count").GetInt32(), row.GetProperty("must_change_password").GetBoolean()), Is.EqualTo((12, true)));
            Assert.That(otherDoor.Data.ToString(), Is.EqualTo(one.Data.ToString()));
            Assert.That(safe.Data.GetArrayLength(), Is.Zero);
            Assert.That((page.Data.GetArrayLength(), page.Body.GetProperty("total").GetInt32()), Is.EqualTo((1, 11)));
            Assert.That(page.Data[0].GetProperty("user_id").GetInt64(), Is.EqualTo(2));
            Assert.That(forbidden.Status, Is.EqualTo(403));
        });
    }

    private Task<ApiAnswer> SignIn(string name, string password) => Http.PostAnswer("/api/auth/login", new { email = $"{name}@demo.propops.test", password });

    private async Task<string?> StatusOf(string name) =>
        (await _director.Get($"{List}?uuid={(await Find(name)).Uuid}")).Data[0].GetProperty("status").GetString();

    private Task ChangeHash(string name, string password) => Change(name, user => user.Rehash(PropOps.Application.Identity.PasswordHashing.Hash(password)));

    private async Task<User> Find(string name)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await Find(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>(), name);
    }

    private async Task Change(string name, Action<User> change)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        change(await Find(db, name));
        await db.SaveChangesAsync();
    }

    private async Task<int> Events(string type)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<OutboxRow>().CountAsync(row => row.Type == type);
    }

    private static async Task<User> Find(PropOpsDbContext db, string name) => (await db.Set<User>().ToListAsync()).Single(user => user.Email == $"{name}@demo.propops.test");
}
