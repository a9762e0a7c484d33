using System.Net;
using System.Text.RegularExpressions;

namespace PropOps.ApiTests.Pages;

/// <summary>A browser without scripts: keeps cookies, follows nothing, and finds the tokens in the pages that it was shown.</summary>
public sealed class PageVisitor(Uri site) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    private HttpClient Http => _http ??= new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = site };

    /// <summary>The session's token; null for somebody who is not signed in.</summary>
    public string? Session => _cookies.GetCookies(site)["propops_session"]?.Value;

    public static async Task<PageVisitor> SignedIn(Uri site, string name)
    {
        var visitor = new PageVisitor(site);
        var answer = await visitor.SignIn(name, "Demo-Pass-2026!");
        Assert.That(answer.Status, Is.EqualTo(302), answer.Html);
        return visitor;
    }

    /// <param name="target">the page that is wanted; null = none was asked for.</param>
    public async Task<PageAnswer> SignIn(string name, string password, string? target = null)
    {
        var form = await Get(target is null ? "/sign-in" : $"/sign-in?to={Uri.EscapeDataString(target)}");
        return await Post("/sign-in", new()
        {
            ["form_token"] = form.Field("form_token"), ["to"] = form.Field("to"), ["email"] = $"{name}@demo.propops.test", ["password"] = password,
        });
    }

    public Task<PageAnswer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<PageAnswer> Post(string path, Dictionary<string, string> fields, string? header = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (header is not null)
        {
            request.Headers.Add("X-CSRF-Token", header);
        }

        return Send(request);
    }

    /// <summary>Presses a button of the dashboard, with the token that its page holds.</summary>
    public async Task<PageAnswer> Press(string button, params string[] jobs)
    {
        var token = Regex.Match((await Get("/hangfire")).Html, "[0-9a-f]{64}").Value;
        var request = new HttpRequestMessage(HttpMethod.Post, $"/hangfire{button}") { Content = new FormUrlEncodedContent(jobs.Select(job => KeyValuePair.Create("jobs[]", job))) };
        request.Headers.Add("X-CSRF-Token", token);
        return await Send(request);
    }

    public void Dispose() => _http?.Dispose();

    private async Task<PageAnswer> Send(HttpRequestMessage request)
    {
        var response = await Http.SendAsync(request);
        return new PageAnswer(response, await response.Content.ReadAsStringAsync());
    }
}

public sealed record PageAnswer(HttpResponseMessage Response, string Html)
{
    public int Status => (int)Response.StatusCode;

    public string? Location => Response.Headers.Location?.OriginalString;

    /// <summary>What the page refuses, in its own words; null where it refuses nothing.</summary>
    public string? Refusal => Regex.Match(Html, """role="alert">([^<]*)<""") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    public string Field(string name) => WebUtility.HtmlDecode(Regex.Match(Html, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value);
}
