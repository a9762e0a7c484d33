using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>Somebody signed in, over HTTP.</summary>
public sealed class ApiSession : IDisposable
{
    private const string Title = "Killed in between";
    private const string Jobs = "/api/jobs/manage";
    private readonly HttpClient _http;
    private string _csrf = "";

    private ApiSession(Uri url) => _http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = url };

    public long AccountId { get; private set; }

    public static async Task<ApiSession> SignIn(Uri url, string name)
    {
        var session = new ApiSession(url);
        var answer = await session.Answer(new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = JsonContent.Create(new { email = $"{name}@demo.propops.test", password = "Demo-Pass-2026!" }),
        });
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        session._csrf = answer.Body.GetProperty("csrf_token").GetString()!;
        session.AccountId = answer.Body.GetProperty("user").GetProperty("ID").GetInt64();
        session._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.Body.GetProperty("token").GetString());
        return session;
    }

    public async Task<JsonElement> Get(string query)
    {
        var answer = await Answer(new HttpRequestMessage(HttpMethod.Get, $"{Jobs}?{query}"));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Body.GetProperty("data");
    }

    /// <summary>The uuids of the jobs that <see cref="CreateJob"/> made; the demo has others.</summary>
    public async Task<IReadOnlyList<string>> OwnJobs() =>
    [
        .. from job in (await Get("action=list&limit=200")).EnumerateArray()
           where job.GetProperty("job_title").GetString() == Title
           select job.GetProperty("uuid").GetString()!,
    ];

    /// <param name="key">the same for a repetition of the same wish.</param>
    /// <returns>the job; null where the product died before it answered.</returns>
    public async Task<JsonElement?> CreateJob(long addressId, long agentId, string key)
    {
        try
        {
            // The claim that a dead process left on the key runs out after 30 s; until then the answer is "in progress".
            var answer = await Eventually.Get("The create", () => TryCreateJob(addressId, agentId, key), answer => Code(answer) != "idempotency_in_progress");
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
            return answer.Body.GetProperty("data");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answered> TryCreateJob(long addressId, long agentId, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Jobs)
        {
            Content = JsonContent.Create(new
            {
                action = "create", job_title = Title, job_description = "No hot water.", priority_id = 2, status_id = 1, job_type_id = 3, address_id = addressId, agent_id = agentId,
            }),
        };
        request.Headers.Add("X-CSRF-Token", _csrf);
        request.Headers.Add("Idempotency-Key", key);
        return await Answer(request);
    }

    private async Task<Answered> Answer(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        if (response.Headers.TryGetValues("X-CSRF-Token", out var next))
        {
            _csrf = next.Single();
        }

        return new Answered((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static string? Code(Answered answer) => answer.Body.TryGetProperty("code", out var code) ? code.ToString() : null;

    private sealed record Answered(int Status, JsonElement Body);
}
