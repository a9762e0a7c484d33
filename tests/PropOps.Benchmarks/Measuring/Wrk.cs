using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PropOps.Benchmarks.Measuring;

/// <summary>One run of wrk: a few connections, each of which asks again as soon as it is answered.</summary>
internal static partial class Wrk
{
    private const int Connections = 8;

    /// <param name="script">a Lua file beside the load scripts, or null for one GET.</param>
    /// <exception cref="InvalidOperationException">an answer was no success.</exception>
    public static async Task<Run> Run(string url, int seconds, string? token, string? script, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all =
        [
            "-t1", $"-c{Connections}", $"-d{seconds}s", "--latency",
            .. token is null ? Array.Empty<string>() : ["-H", $"Authorization: Bearer {token}"],
            .. script is null ? Array.Empty<string>() : ["-s", script],
            url, "--", .. arguments,
        ];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && !output.Contains("Non-2xx", StringComparison.Ordinal) && !output.Contains("Socket errors", StringComparison.Ordinal)
            ? new Run(double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), Milliseconds(Last().Match(output)))
            : throw new InvalidOperationException($"{url}: {output}");
    }

    private static double Milliseconds(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1000,
    };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Last();
}

/// <param name="Rate">requests a second.</param>
/// <param name="P99">milliseconds in which 99 of 100 were answered.</param>
internal readonly record struct Run(double Rate, double P99);
