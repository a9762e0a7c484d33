using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace PropOps.ApiTests.Hosting;

/// <summary>Somebody signed in with a bearer token, who keeps the next CSRF token as a client does.</summary>
public sealed class ApiUser(HttpClient http, string token, string csrf)
{
    public string Token { get; } = token;

    public string Csrf { get; set; } = csrf;

    public static async Task<ApiUser> SignIn(HttpClient http, string name)
    {
        var answer = await http.PostAnswer("/api/auth/login", new { email = $"{name}@demo.propops.test", password = "Demo-Pass-2026!" });
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return new ApiUser(http, answer.Body.GetProperty("token").GetString()!, answer.Body.GetProperty("csrf_token").GetString()!);
    }

    /// <summary>A caller by a token that was made for them.</summary>
    public static async Task<ApiUser> With(HttpClient http, ApiAnswer made)
    {
        Assert.That(made.Status, Is.EqualTo(200), made.Body.ToString());
        var user = new ApiUser(http, made.Body.GetProperty("token").GetString()!, "");
        user.Csrf = (await user.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;
        return user;
    }

    public Task<ApiAnswer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <param name="body">sent as JSON, or as the content that it is.</param>
    public Task<ApiAnswer> Post(string path, object body, params (string Name, string Value)[] headers) => Change(HttpMethod.Post, path, body, headers);

    public Task<ApiAnswer> Put(string path, object body, params (string Name, string Value)[] headers) => Change(HttpMethod.Put, path, body, headers);

    private async Task<ApiAnswer> Change(HttpMethod method, string path, object body, (string Name, string Value)[] headers)
    {
        (string, string)[] all = headers.Any(header => header.Name == "X-CSRF-Token") ? headers : [.. headers, ("X-CSRF-Token", Csrf)];
        var answer = await Send(method, path, body as HttpContent ?? JsonContent.Create(body), all);
        Csrf = answer.Header("X-CSRF-Token") ?? Csrf;
        return answer;
    }

    private Task<ApiAnswer> Send(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return http.Answer(request);
    }
}
