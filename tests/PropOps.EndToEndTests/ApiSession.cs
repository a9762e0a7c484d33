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

    private ApiSession(Uri url) => _http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = url };

    public string Name { get; private init; } = "";

    public long AccountId { get; private set; }

    public string Token => _http.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>For the next change.</summary>
    public string Csrf { get; set; } = "";

    public static async Task<ApiSession> SignIn(Uri url, string name)
    {
        var session = new ApiSession(url) { Name = name };
        var answer = await session.Answer(new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = JsonContent.Create(new { email = $"{name}@demo.propops.test", password = "Demo-Pass-2026!" }),
        });
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        session.Csrf = answer.Body.GetProperty("csrf_token").GetString()!;
        session.AccountId = answer.Body.GetProperty("user").GetProperty("ID").GetInt64();
        session._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.Body.GetProperty("token").GetString());
        return session;
    }

    /// <summary>The same token at another node.</summary>
    public ApiSession At(Uri url)
    {
        var session = new ApiSession(url) { Name = Name, AccountId = AccountId, Csrf = Csrf };
        session._http.DefaultRequestHeaders.Authorization = _http.DefaultRequestHeaders.Authorization;
        return session;
    }

    public async Task<JsonElement> Get(string query)
    {
        var answer = await Answer(new HttpRequestMessage(HttpMethod.Get, $"{Jobs}?{query}"));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Body.GetProperty("data");
    }

    /// <summary>The uuids of the jobs that <see cref="CreateJob"/> made; the demo has others.</summary>
    public async Task<IReadOnlyList<string>> OwnJobs()
    {
        const int page = 200;
        var own = new List<string>();
        for (var offset = 0; ; offset += page)
        {
            var jobs = await Get($"action=list&limit={page}&offset={offset}");
            own.AddRange(from job in jobs.EnumerateArray() where job.GetProperty("job_title").GetString() == Title select job.GetProperty("uuid").GetString()!);
            if (jobs.GetArrayLength() < page)
            {
                return own;
            }
        }
    }

    /// <param name="key">the same for a repetition of the same wish.</param>
    /// <returns>the job; null where the product died before it answered.</returns>
    public async Task<JsonElement?> CreateJob(long addressId, long agentId, string key)
    {
        try
        {
            // The claim that a dead process left on the key runs out after 30 s; until then the answer is "in progress".
            var answer = await Eventually.Get("The create", () => TryCreateJob(addressId, agentId, key), answer => answer.Code != "idempotency_in_progress");
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
            return answer.Body.GetProperty("data");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <exception cref="HttpRequestException">when nobody answers, or not to the end.</exception>
    public Task<Answered> TryCreateJob(long addressId, long agentId, string key) => Post(
        Jobs,
        new
        {
            action = "create", job_title = Title, job_description = "No hot water.", priority_id = 2, status_id = 1, job_type_id = 3, address_id = addressId, agent_id = agentId,
        },
        key);

    /// <exception cref="HttpRequestException">when nobody answers, or not to the end.</exception>
    public Task<Answered> TryGet(string path) => Answer(new HttpRequestMessage(HttpMethod.Get, path));

    /// <param name="key">the Idempotency-Key.</param>
    /// <exception cref="HttpRequestException">when nobody answers, or not to the end.</exception>
    public Task<Answered> Post(string path, object body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-Token", Csrf);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Answer(request);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answered> Answer(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        if (response.Headers.TryGetValues("X-CSRF-Token", out var next))
        {
            Csrf = next.Single();
        }

        return new Answered((int)response.StatusCode, response.Headers, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}

/// <summary>An answer with its body as JSON.</summary>
public sealed record Answered(int Status, HttpResponseHeaders Headers, JsonElement Body)
{
    public string? Code => Body.TryGetProperty("code", out var code) ? code.ToString() : null;

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}
