using System.Net.Http.Headers;
using System.Net.Http.Json;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Identity;

/// <summary>When a token against cross-site requests is used up, and where none is asked for.</summary>
public sealed class CsrfTests(Column column) : ApiTest(column)
{
    private const string Jobs = "/api/jobs/manage";
    private ApiUser _user = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange() => _user = await ApiUser.SignIn(Http, "coordinator");

    [Test]
    public async Task CSRF_3_a_token_is_used_up_by_the_check_and_by_nothing_before_it()
    {
        var token = (await _user.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;

        var before = new[]
        {
            (await Send("/api/nowhere", token, isSignedIn: true)).Status,
            (await Send("/api/system/health/live", token, isSignedIn: true)).Status,
            (await Send(Jobs, token, isSignedIn: false)).Status,
        };
        var refusedBehind = await Send(Jobs, token, isSignedIn: true);
        var again = await Send(Jobs, token, isSignedIn: true);

        Assert.That(before, Is.EqualTo(new[] { 404, 405, 401 }));
        Assert.That((refusedBehind.Status, refusedBehind.Code), Is.EqualTo((400, "invalid_parameter")));
        Assert.That((again.Status, again.Code), Is.EqualTo((403, "csrf_invalid")));
    }

    [Test]
    public async Task CSRF_4_every_answer_to_a_state_changing_call_brings_the_next_token()
    {
        var token = _user.Csrf;
        var statuses = new List<int>();
        foreach (var (path, body) in ((string, object)[])
        [
            ("/api/system/heartbeat", new { }),
            (Jobs, new { action = "create" }),
            (Jobs, new { action = "explode" }),
            (Jobs, new { action = "delete", uuid = Guid.NewGuid() }),
            ("/api/auth/tokens", new { action = "create", name = "n8n" }),
        ])
        {
            var answer = await Send(path, token, isSignedIn: true, body);
            statuses.Add(answer.Status);
            Assert.That(answer.Header("X-CSRF-Token"), Does.Match("^[0-9a-f]{64}$").And.Not.EqualTo(token), path);
            token = answer.Header("X-CSRF-Token")!;
        }

        _user.Csrf = token;
        Assert.That(statuses, Is.EqualTo(new[] { 200, 400, 400, 404, 200 }));
        Assert.That((await _user.Get("/api/auth/session")).Header("X-CSRF-Token"), Is.Null, "reading needs none");
    }

    [TestCase("/api/auth/login", 400)]
    [TestCase("/api/security/mobile-auth", 401)]
    [TestCase("/api/password-reset", 200)]
    public async Task CSRF_6_what_nobody_has_to_be_signed_in_for_needs_none(string path, int status)
    {
        object body = path switch
        {
            "/api/auth/login" => new { },
            "/api/security/mobile-auth" => new { action = "validate_token", token = new string('a', 64) },
            _ => new { action = "request", email = "nobody@example.com" },
        };

        Assert.That((await Send(path, token: null, isSignedIn: true, body)).Status, Is.EqualTo(status));
    }

    private Task<ApiAnswer> Send(string path, string? token, bool isSignedIn, object? body = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { action = "create" }) };
        request.Headers.Authorization = isSignedIn ? new AuthenticationHeaderValue("Bearer", _user.Token) : null;
        if (token is not null)
        {
            request.Headers.Add("X-CSRF-Token", token);
        }

        return Http.Answer(request);
    }
}
