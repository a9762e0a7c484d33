using System.Net.Http.Json;
using System.Text.Json;

namespace PropOps.ApiTests.Hosting;

/// <summary>A fixture with an installation of its own on each column.</summary>
[TestFixture(Column.Sqlite)]
[TestFixture(Column.PostgreSql)]
public abstract class ApiTest(Column column)
{
    protected Column Column { get; } = column;

    protected Installation Installation { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartInstallation()
    {
        Installation = await Installation.Start(Column, [.. Settings]);
        Http = Installation.Client();
        await Arrange();
    }

    [OneTimeTearDown]
    public async Task StopInstallation()
    {
        Http?.Dispose();
        if (Installation is not null)
        {
            await Installation.DisposeAsync();
        }
    }

    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    protected virtual Task Arrange() => Task.CompletedTask;
}

/// <summary>An answer with its body as JSON; of a file there is none.</summary>
public sealed record ApiAnswer(HttpResponseMessage Response, JsonElement Body)
{
    public int Status => (int)Response.StatusCode;

    public JsonElement Data => Body.GetProperty("data");

    public string? Error => Body.GetProperty("error").GetString();

    public string? Code => Body.GetProperty("code").GetString();

    public Task<byte[]> Bytes() => Response.Content.ReadAsByteArrayAsync();

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;
}

public static class ApiClient
{
    public static async Task<ApiAnswer> Answer(this HttpClient http, HttpRequestMessage request)
    {
        var response = await http.SendAsync(request);
        var isFile = response.Content.Headers.ContentType is { MediaType: not "application/json" };
        var body = isFile ? "" : await response.Content.ReadAsStringAsync();
        return new ApiAnswer(response, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
    }

    public static Task<ApiAnswer> GetAnswer(this HttpClient http, string path) => http.Answer(new HttpRequestMessage(HttpMethod.Get, path));

    public static Task<ApiAnswer> PostAnswer(this HttpClient http, string path, object body) =>
        http.Answer(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) });
}
