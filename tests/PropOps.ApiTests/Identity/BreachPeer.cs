using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PropOps.ApiTests.Identity;

/// <summary>A range service of breached passwords on real HTTP, which remembers what it was told.</summary>
internal sealed class BreachPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _breached = new();

    private BreachPeer(WebApplication app) => _app = app;

    /// <summary>The address to configure.</summary>
    public string Url => $"{_app.Urls.First()}/range";

    /// <summary>Path and headers of every request.</summary>
    public ConcurrentQueue<(string Path, string? Padding, string Body)> Requests { get; } = new();

    /// <summary>What happens instead of an answer.</summary>
    public Func<HttpContext, Task>? Fault { get; set; }

    public static async Task<BreachPeer> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        var peer = new BreachPeer(builder.Build());
        peer._app.Run(peer.Answer);
        await peer._app.StartAsync();
        return peer;
    }

    public void Knows(string password, int count) => _breached[HashOf(password)] = count;

    public int RequestsAbout(string password) => Requests.Count(request => request.Path == $"/range/{HashOf(password)[..5]}");

    public static string HashOf(string password)
    {
#pragma warning disable CA5350 // As the service's users do.
        return Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        Requests.Enqueue((http.Request.Path, http.Request.Headers["Add-Padding"], await body.ReadToEndAsync()));
        if (Fault is { } fault)
        {
            await fault(http);
            return;
        }

        var prefix = http.Request.Path.Value![^5..];
        var padding = Enumerable.Range(0, 20).Select(_ => $"{RandomNumberGenerator.GetHexString(35)}:0");
        await http.Response.WriteAsync(string.Join("\r\n", _breached.Where(known => known.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(known => $"{known.Key[5..]}:{known.Value}").Concat(padding)));
    }
}
