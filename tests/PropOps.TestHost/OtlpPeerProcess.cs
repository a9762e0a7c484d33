using System.Diagnostics;
using System.Net.Http.Json;

namespace PropOps.TestHost;

/// <summary>The collector of a test, as a process of its own.</summary>
public sealed class OtlpPeerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    public OtlpPeerProcess()
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "PropOps.TestHost.dll"), "otlp-peer"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        Url = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The collector of the tests did not start.");
        _http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public string Url { get; }

    public async Task<IReadOnlyList<SpanSeen>> Spans() => (await _http.GetFromJsonAsync<SpanSeen[]>("/spans"))!;

    public async Task<IReadOnlyList<FigureSeen>> Figures() => (await _http.GetFromJsonAsync<FigureSeen[]>("/figures"))!;

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <param name="Told">names and values of the events on it, such as exceptions.</param>
public sealed record SpanSeen(
    string TraceId, string SpanId, string ParentId, string Name, Dictionary<string, string> Labels, Dictionary<string, string> Resource, string[] Told);

/// <param name="Value">of a histogram the sum.</param>
/// <param name="Count">measurements in a histogram.</param>
public sealed record FigureSeen(string Name, string Unit, Dictionary<string, string> Labels, double Value, long Count);
