using System.Net.Http.Headers;
using System.Text;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;

namespace PropOps.ApiTests;

/// <summary>
/// The rows of <c>precedence</c> in api-wide.yaml, over real Kestrel: each request breaks the rule of its row and those of
/// every row after it, and the first one answers. (Row 2 and 4: RateLimitTests; 8: SignInTests; 10: JobTests.)
/// </summary>
public sealed class PrecedenceTests(Column column) : ApiTest(column)
{
    private ApiUser _coordinator = null!;
    private ApiUser _contractor = null!;
    private string _job = "";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange()
    {
        _coordinator = await ApiUser.SignIn(Http, "coordinator");
        _contractor = await ApiUser.SignIn(Http, "gas");
        _job = (await _coordinator.CreateJob(JobsApi.NewJob((await Installation.Demo()).Addresses[0]))).Text("uuid")!;
    }

    [TestCase(1, "/api/jobs/nowhere", "none", false, "{broken", 404, "unknown_route")]
    [TestCase(3, JobsApi.Path, "none", false, "{broken", 401, "authentication_required")]
    [TestCase(5, JobsApi.Path, "contractor", false, "{broken", 400, "malformed_body")]
    [TestCase(5, JobsApi.Path, "contractor", false, """{"action":"create","action":"create"}""", 400, "malformed_body")]
    [TestCase(5, JobsApi.Path, "contractor", false, "[]", 400, "malformed_body")]
    [TestCase(6, JobsApi.Path, "contractor", false, """{"action":"explode"}""", 400, "unknown_action")]
    [TestCase(7, JobsApi.Path, "contractor", false, """{"action":"create"}""", 403, "csrf_invalid")]
    [TestCase(9, JobsApi.Path, "contractor", true, """{"action":"create"}""", 403, "permission_denied")]
    [TestCase(11, JobsApi.Path, "coordinator", true, """{"action":"update","uuid":"01a21212-0000-7000-8000-000000000000","version":"x"}""", 400, "invalid_parameter")]
    [TestCase(12, JobsApi.Path, "coordinator", true, """{"action":"update","uuid":"01a21212-0000-7000-8000-000000000000","version":99}""", 404, "not_found")]
    [TestCase(13, JobsApi.Path, "coordinator", true, """{"action":"update","uuid":"{job}","version":99}""", 409, "conflict")]
    public async Task The_first_check_that_fails_answers(int row, string path, string who, bool withCsrf, string body, int status, string code)
    {
        var user = who switch { "coordinator" => _coordinator, "contractor" => _contractor, _ => null };
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.Replace("{job}", _job), Encoding.UTF8, "application/json") };
        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        }

        if (withCsrf)
        {
            request.Headers.Add("X-CSRF-Token", user!.Csrf);
        }

        var answer = await Http.Answer(request);
        if (user is not null)
        {
            user.Csrf = answer.Header("X-CSRF-Token") ?? user.Csrf;
        }

        Assert.That((answer.Status, answer.Code), Is.EqualTo((status, code)), $"row {row}: {answer.Body}");
    }

    [TestCase("text/plain", "{}", 415, "unsupported_media_type")]
    [TestCase("application/json", "too large", 413, "too_large")]
    [TestCase("application/json", "too deep", 400, "malformed_body")]
    public async Task A_body_that_cannot_be_taken_is_refused(string mediaType, string what, int status, string code)
    {
        var body = what switch { "too large" => "{\"job_title\":\"" + new string('a', 1_100_000) + "\"}", "too deep" => "{\"a\":" + new string('[', 40) + new string(']', 40) + "}", _ => what };
        var request = new HttpRequestMessage(HttpMethod.Post, JobsApi.Path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _coordinator.Token);

        var answer = await Http.Answer(request);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((status, code)));
        Assert.That(answer.Header("X-CSRF-Token"), Is.Not.Null);
    }

    [Test]
    public async Task A_form_is_taken_wherever_json_is()
    {
        var demo = await Installation.Demo();
        var request = new HttpRequestMessage(HttpMethod.Post, JobsApi.Path)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["action"] = "create", ["job_title"] = "By form", ["job_description"] = "x", ["priority_id"] = "2", ["status_id"] = "1", ["job_type_id"] = "3",
                ["address_id"] = demo.Addresses[3].ToString(), ["presence_required"] = "1", ["csrf_token"] = _coordinator.Csrf,
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _coordinator.Token);

        var answer = await Http.Answer(request);
        _coordinator.Csrf = answer.Header("X-CSRF-Token")!;

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        Assert.That(answer.Data.GetProperty("presence_required").GetBoolean(), Is.True);
    }
}
