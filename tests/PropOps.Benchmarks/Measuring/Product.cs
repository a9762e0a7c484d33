using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PropOps.Benchmarks.Measuring;

/// <summary>The product as it ships, everything switched on, and somebody who is signed in.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly HttpClient _http;

    private Product(ServerProcess server, HttpClient http, string token) => (Server, _http, Token) = (server, http, token);

    public ServerProcess Server { get; }

    public string Token { get; }

    public static async Task<Product> Start(string program, IReadOnlyDictionary<string, string> settings)
    {
        var server = await ServerProcess.Start(program, "/api/system/health/ready", settings);
        var http = new HttpClient { BaseAddress = server.Address };
        using var answer = await http.PostAsJsonAsync("/api/auth/login", new { email = DemoAccount.Email, password = DemoAccount.Password });
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Product(server, http, token);
    }

    public string Url(string path) => new Uri(Server.Address, path).ToString();

    public Task<JsonElement> Get(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    public async Task<IReadOnlyList<string>> CsrfTokens(int count)
    {
        var tokens = new List<string>();
        while (tokens.Count < count)
        {
            tokens.Add((await Get("/api/security/csrf-token")).GetProperty("data").GetProperty("token").GetString()!);
        }

        return tokens;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
