using System.Net.Http.Json;
using System.Text.Json;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;
using PropOps.TestHost;

namespace PropOps.ApiTests.RateLimiting;

/// <summary>Limits as an administrator changes them.</summary>
public sealed class RateLimitAdministrationTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/admin/rate-limits";
    private ApiUser _director = null!;
    private ApiUser _finance = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("Security:TrustedProxies", "127.0.0.0/8")];

    protected override async Task Arrange()
    {
        _director = await ApiUser.SignIn(Http, "director");
        _finance = await ApiUser.SignIn(Http, "finance");
    }

    [Test]
    public async Task The_rules_of_the_classes_are_listed_first()
    {
        var answer = await _director.Get(Path);

        Assert.That(
            answer.Data.EnumerateArray().Take(8).Select(rule => rule.Text("class")),
            Is.EqualTo(new[] { "auth", "read", "write", "upload", "search", "export", "messaging", "public" }));
        Assert.That(answer.Body.Text("store"), Is.EqualTo(Column == Column.PostgreSql ? "redis" : "in_process"));
    }

    [Test]
    [ProvesParameters("admin.rate_limits.state", "user_id", "ip")]
    public async Task LIM_1_a_rule_of_an_endpoint_counts_and_is_gone_when_it_is_deleted()
    {
        var finance = (await Installation.Demo()).Accounts["finance"];
        var saved = await Save(new { action = "save", method = "GET", path = "/api/auth/session", per_account = 5, window_seconds = 60, note = "Tried out" });
        await Eventually.Get("The rule", async () => (await _director.Get("/api/auth/session")).Header("X-RateLimit-Limit"), limit => limit == "5");
        var answers = new List<int>();
        for (var call = 0; call < 6; call++)
        {
            answers.Add((await _finance.Get("/api/auth/session")).Status);
        }

        var state = (await _director.Get($"{Path}?action=state&user_id={finance}")).Data.EnumerateArray().Single(one => one.Text("path") == "/api/auth/session");
        var ofAddress = await _director.Get($"{Path}?action=state&ip=203.0.113.200");
        var cleared = await _director.Post(Path, new { action = "clear", user_id = finance });
        var afterwards = await _finance.Get("/api/auth/session");
        var deleted = await _director.Post(Path, new { action = "delete", uuid = saved.Text("uuid") });
        await Eventually.Get("The class", async () => (await _finance.Get("/api/auth/session")).Header("X-RateLimit-Limit"), limit => limit is "600" or "1200");

        Assert.Multiple(() =>
        {
            Assert.That(answers, Is.EqualTo(new[] { 200, 200, 200, 200, 200, 429 }));
            Assert.That((saved.GetProperty("per_account").GetInt32(), saved.Text("per_ip"), saved.Text("note"), saved.Text("updated_by_name")), Is.EqualTo((5, "1200", "Tried out", "Ben Jones")));
            Assert.That((state.GetProperty("limit").GetInt32(), state.GetProperty("used").GetInt32(), state.GetProperty("remaining").GetInt32()), Is.EqualTo((5, 5, 0)));
            Assert.That(ofAddress.Data.EnumerateArray().Select(one => one.GetProperty("used").GetInt32()), Is.Not.Empty.And.All.EqualTo(0));
            Assert.That(cleared.Data.GetProperty("cleared").GetInt32(), Is.GreaterThanOrEqualTo(1));
            Assert.That(afterwards.Status, Is.EqualTo(200));
            Assert.That(deleted.Data.GetProperty("deleted").GetBoolean(), Is.True);
        });
    }

    [Test]
    public async Task Clearing_an_address_forgets_what_it_has_used_and_nothing_else()
    {
        for (var call = 0; call < 20; call++)
        {
            await SignIn("203.0.113.77");
            await SignIn("203.0.113.78");
        }

        var (full, other) = (await SignIn("203.0.113.77"), await SignIn("203.0.113.78"));
        var cleared = await _director.Post(Path, new { action = "clear", ip = "203.0.113.77" });
        var (free, stillFull) = (await SignIn("203.0.113.77"), await SignIn("203.0.113.78"));
        var rule = (await _director.Get(Path)).Data.EnumerateArray().Single(rule => rule.Text("class") == "auth" && rule.Text("path") is null);

        Assert.Multiple(() =>
        {
            Assert.That((full.Status, other.Status), Is.EqualTo((429, 429)));
            Assert.That((cleared.Status, cleared.Data.GetProperty("cleared").GetInt32()), Is.EqualTo((200, 1)));
            Assert.That((free.Status, free.Header("X-RateLimit-Remaining"), stillFull.Status), Is.EqualTo((400, "19", 429)));
            Assert.That(rule.Text("per_ip"), Is.EqualTo("20"), "rules stay");
        });

        Task<ApiAnswer> SignIn(string address) => Http.Answer(new(HttpMethod.Post, "/api/auth/login")
        {
            Headers = { { "X-Forwarded-For", address } }, Content = JsonContent.Create(new { email = "not-an-address", password = "x" }),
        });
    }

    [Test]
    public async Task LIM_2_a_class_gets_its_first_numbers_back()
    {
        var upload = (await _director.Get(Path)).Data.EnumerateArray().Single(rule => rule.Text("class") == "upload" && rule.Text("path") is null);
        var changed = await Save(new { action = "save", uuid = upload.Text("uuid"), per_ip = (int?)null, per_account = 7 });
        var back = await _director.Post(Path, new { action = "delete", uuid = upload.Text("uuid") });
        var restored = (await _director.Get(Path)).Data.EnumerateArray().Single(rule => rule.Text("uuid") == upload.Text("uuid"));

        Assert.That((changed.Text("per_ip"), changed.Text("per_account"), changed.GetProperty("is_default").GetBoolean()), Is.EqualTo(((string?)null, "7", false)));
        Assert.That(back.Data.GetProperty("deleted").GetBoolean(), Is.False);
        Assert.That((restored.Text("per_ip"), restored.Text("per_account"), restored.GetProperty("is_default").GetBoolean()), Is.EqualTo(("120", "60", true)));
    }

    [Test]
    public async Task What_would_do_harm_is_refused()
    {
        var auth = (await _director.Get(Path)).Data.EnumerateArray().Single(rule => rule.Text("class") == "auth").Text("uuid");
        var unknown = await _director.Post(Path, new { action = "save", method = "GET", path = "/api/nowhere", per_ip = 10 });
        var open = await _director.Post(Path, new { action = "save", uuid = auth, per_ip = (int?)null });
        var locked = await _director.Post(Path, new { action = "save", method = "*", path = Path, per_account = 9 });
        var twice = await _director.Post(Path, new { action = "clear" });
        await Save(new { action = "save", method = "GET", path = "/api/system/heartbeat", per_ip = 100 });
        var taken = await _director.Post(Path, new { action = "save", method = "GET", path = "/api/system/heartbeat", per_ip = 101 });

        Assert.Multiple(() =>
        {
            Assert.That((unknown.Status, unknown.Error), Is.EqualTo((400, "No endpoint GET /api/nowhere")));
            Assert.That((open.Status, open.Error), Is.EqualTo((400, "The auth class must keep a limit per IP")));
            Assert.That((locked.Status, locked.Error), Is.EqualTo((409, "This rule would lock you out")));
            Assert.That((twice.Status, twice.Error), Is.EqualTo((400, "Send either user_id or ip")));
            Assert.That((taken.Status, taken.Error), Is.EqualTo((409, "This endpoint already has a rule")));
        });
    }

    private async Task<JsonElement> Save(object rule)
    {
        var answer = await _director.Post(Path, rule);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }
}
