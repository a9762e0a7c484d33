using System.Net.Http.Json;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Identity;

/// <summary>Somebody signed in with cookies, which are kept as a browser keeps them.</summary>
internal sealed class BrowserSession(HttpClient http)
{
    private readonly Dictionary<string, string> _cookies = [];

    public string? Cookie => _cookies.GetValueOrDefault("propops_session");

    public string Csrf { get; set; } = "";

    public static async Task<BrowserSession> SignIn(HttpClient http, string name, object? more = null)
    {
        var browser = new BrowserSession(http);
        var answer = await browser.TrySignIn(name, more);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return browser;
    }

    public async Task<ApiAnswer> TrySignIn(string name, object? more = null)
    {
        var fields = new Dictionary<string, object?> { ["email"] = $"{name}@demo.propops.test", ["password"] = "Demo-Pass-2026!", ["mode"] = "session" };
        foreach (var field in more?.GetType().GetProperties() ?? [])
        {
            fields[field.Name] = field.GetValue(more);
        }

        var answer = await Send(HttpMethod.Post, "/api/auth/login", JsonContent.Create(fields));
        Csrf = answer.Status == 200 ? answer.Data.GetProperty("csrf_token").GetString()! : Csrf;
        return answer;
    }

    /// <summary>A second tab, or somebody who knows the cookies: as they are now.</summary>
    public BrowserSession Copy() => Through(http);

    /// <summary>The same browser in another network.</summary>
    public BrowserSession Through(HttpClient other)
    {
        var copy = new BrowserSession(other) { Csrf = Csrf };
        foreach (var (name, value) in _cookies)
        {
            copy._cookies[name] = value;
        }

        return copy;
    }

    public string? CookieNamed(string name) => _cookies.GetValueOrDefault(name);

    public void Forget(string cookie) => _cookies.Remove(cookie);

    public void Keep(string cookie, string value) => _cookies[cookie] = value;

    public Task<ApiAnswer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<ApiAnswer> Post(string path, object body) => Send(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<ApiAnswer> Put(string path, object body) => Send(HttpMethod.Put, path, JsonContent.Create(body));

    private async Task<ApiAnswer> Send(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        if (method != HttpMethod.Get && Csrf.Length > 0)
        {
            request.Headers.Add("X-CSRF-Token", Csrf);
        }

        var answer = await http.Answer(request);
        foreach (var line in answer.Response.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
        {
            var pair = line.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                _cookies.Remove(pair[0]);
            }
            else
            {
                _cookies[pair[0]] = pair[1];
            }
        }

        Csrf = answer.Header("X-CSRF-Token") ?? Csrf;
        return answer;
    }
}
