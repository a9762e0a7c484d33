using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests;

/// <summary>What the security log keeps of sign-ins and refusals, and how it is read.</summary>
public sealed class SecurityEventTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/security/events";
    private ApiUser _director = null!;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000"), ("Security:TrustedProxies", "127.0.0.0/8")];

    protected override async Task Arrange() => _director = await ApiUser.SignIn(Http, "director");

    [Test]
    [ProvesParameters("security.events.list", "outcome", "ip")]
    public async Task Every_outcome_of_a_sign_in_is_written_down()
    {
        await Try("198.51.100.1", "agent.north", "Demo-Pass-2026!");
        await Try("198.51.100.1", "agent.north", "wrong");
        await Try("198.51.100.1", "jane.unknown", "wrong");
        await Try("198.51.100.1", "landlord", "Demo-Pass-2026!");

        var events = await Events("ip=198.51.100.1&sort=at");

        Assert.That(
            events.Select(one => (Text(one, "type"), Text(one, "outcome"), Text(one, "method"), Text(one, "user_name"), Text(one, "email"))),
            Is.EqualTo(new[]
            {
                ("sign_in", "success", "password", "Emma Walker", null),
                ("sign_in_failed", "wrong_credentials", "password", "Emma Walker", null),
                ("sign_in_failed", "wrong_credentials", "password", null, "ja***@demo.propops.test"),
                ("sign_in_failed", "inactive", "password", "Julia Novak", (string?)null),
            }));
        Assert.That(await Events("ip=198.51.100.1&outcome=inactive"), Has.Count.EqualTo(1));
        Assert.That(await Events("ip=198.51.100.250"), Is.Empty);
    }

    [Test]
    [ProvesParameters("security.events.list", "severity")]
    public async Task SIGN_3_a_lock_is_written_down_once_and_so_is_every_try_behind_it()
    {
        await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => Try("198.51.100.2", "plumber", "wrong")));

        var events = await Events("ip=198.51.100.2");

        Assert.That(events.Count(one => Text(one, "type") == "locked"), Is.EqualTo(1));
        Assert.That(events.Count(one => Text(one, "outcome") == "wrong_credentials"), Is.EqualTo(10));
        Assert.That(events.Count(one => Text(one, "outcome") == "locked"), Is.EqualTo(5));
        Assert.That((await Events("ip=198.51.100.2&severity=warning")).Select(one => Text(one, "type")), Is.EqualTo(new[] { "locked" }));
    }

    [Test]
    [ProvesParameters("security.events.list", "type", "user_id")]
    public async Task A_refused_call_is_written_down_once_a_minute_for_an_account_and_a_path()
    {
        var gas = await ApiUser.SignIn(Http, "gas");
        for (var call = 0; call < 3; call++)
        {
            Assert.That((await gas.Get(Path)).Status, Is.EqualTo(403));
            Assert.That((await gas.Post("/api/jobs/toggle-pin", new { job_id = 1 }, ("X-CSRF-Token", "stale"))).Code, Is.EqualTo("csrf_invalid"));
        }

        var denied = await Events("type=access_denied,csrf_refused");

        Assert.That(
            denied.Select(one => (Text(one, "type"), Text(one, "severity"), Text(one, "user_name"), Text(one, "detail"))),
            Is.EquivalentTo(new[]
            {
                ("access_denied", "warning", "George Wright", "GET /api/security/events"),
                ("csrf_refused", "warning", "George Wright", "POST /api/jobs/toggle-pin"),
            }));
        var id = denied[0].GetProperty("user_id").GetInt64();
        Assert.That((await Events($"user_id={id}")).Select(one => one.GetProperty("user_id").GetInt64()), Is.All.EqualTo(id));
        Assert.That(await Events("user_id=999999"), Is.Empty);
    }

    [Test]
    [ProvesParameters("security.events.list", "limit", "offset", "include_total", "from", "to", "updated_since", "sort")]
    public async Task The_list_is_paged_and_synced()
    {
        foreach (var name in new[] { "one", "two", "three" })
        {
            await Try("198.51.100.4", name, "wrong");
        }

        var all = await Events("ip=198.51.100.4&sort=at");
        var middle = all[1].GetProperty("at").GetString();
        var page = await _director.Get($"{Path}?ip=198.51.100.4&sort=at&limit=1&offset=1&include_total=true");
        var since = await _director.Get($"{Path}?ip=198.51.100.4&updated_since={middle}&sort=updated_at");

        Assert.Multiple(async () =>
        {
            Assert.That((page.Data[0].GetProperty("at").GetString(), page.Body.GetProperty("total").GetInt32()), Is.EqualTo((middle, 3)));
            Assert.That((await Events($"ip=198.51.100.4&from={middle}")).Select(Id), Is.EqualTo(new[] { Id(all[2]), Id(all[1]) }));
            Assert.That((await Events($"ip=198.51.100.4&to={middle}")).Select(Id), Is.EqualTo(new[] { Id(all[1]), Id(all[0]) }));
            Assert.That(since.Data.EnumerateArray().Select(Id), Is.EqualTo(new[] { Id(all[1]), Id(all[2]) }));
            Assert.That(since.Body.GetProperty("as_of").GetDateTimeOffset(), Is.LessThanOrEqualTo(DateTimeOffset.UtcNow));
            Assert.That(since.Body.GetProperty("deleted").GetArrayLength(), Is.Zero);
        });
        var backwards = await _director.Get($"{Path}?from={middle}&to={all[0].GetProperty("at").GetString()}");
        Assert.That((backwards.Status, backwards.Error), Is.EqualTo((400, "to must not be before from")));
    }

    [Test]
    [ProvesParameters("security.events.list", "format")]
    public async Task The_list_is_downloaded_as_it_is_shown()
    {
        await Try("198.51.100.5", "four", "wrong");

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?format=csv&ip=198.51.100.5");
        request.Headers.Authorization = new("Bearer", _director.Token);
        var lines = (await (await Http.SendAsync(request)).Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines[0].TrimStart('\ufeff'), Is.EqualTo("ID,at,type,severity,outcome,method,email,user_id,user_name,actor_name,ip_address,user_agent,detail"));
        Assert.That(lines[1], Does.Contain(",sign_in_failed,info,wrong_credentials,password,fo***@demo.propops.test,").And.Contain(",198.51.100.5,"));
    }

    [Test]
    public async Task No_address_can_be_read_in_the_database()
    {
        await Try("198.51.100.6", "five", "wrong");
        await using var scope = Installation.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Database
            .SqlQuery<string>($"SELECT coalesce(ip_address, '') || coalesce(ip_token, '') || coalesce(user_agent, '') || coalesce(masked_email, '') AS \"Value\" FROM core_security_events")
            .ToListAsync();

        Assert.That(stored, Is.Not.Empty.And.None.Contains("198.51.100").And.None.Contains("propops.test"));
    }

    private Task<ApiAnswer> Try(string address, string name, string password) => Http.Answer(new(HttpMethod.Post, "/api/auth/login")
    {
        Headers = { { "X-Forwarded-For", address } },
        Content = System.Net.Http.Json.JsonContent.Create(new { email = $"{name}@demo.propops.test", password }),
    });

    private async Task<IReadOnlyList<JsonElement>> Events(string filter)
    {
        var answer = await _director.Get($"{Path}?{filter}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return [.. answer.Data.EnumerateArray()];
    }

    private static long Id(JsonElement one) => one.GetProperty("ID").GetInt64();

    private static string? Text(JsonElement one, string field) => one.GetProperty(field).GetString();
}
