using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Infrastructure.Persistence;
using PropOps.WebApi.Hosting;

namespace PropOps.TestHost;

/// <summary>
/// Whether the time of a refused sign-in tells unknown addresses from wrong passwords (SIGN-1), and that of a request for a
/// reset link unknown addresses from known ones (PW-4): <c>sign-in-load N</c>, N of each over HTTP, in turns.
/// </summary>
internal static class SignInLoad
{
    public const string Usage = "sign-in-load N";
    private const string Known = "coordinator@demo.propops.test";
    private const double Allowed = 0.10;

    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("Demo:Seed", "true"), new("RateLimiting:Enabled", "false"), new("Logging:LogLevel:Default", "Error")]);
        await using var app = builder.AddPropOps().Build();
        await app.Services.GetRequiredService<DatabaseStart>().Migrate(CancellationToken.None);
        await (await app.UsePropOps()).StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var count = int.Parse(args[1], CultureInfo.InvariantCulture);

        // Locks would refuse before anything is compared.
        var signIns = await Compare(
            count,
            async email =>
            {
                await NoLocks(app.Services);
                return () => http.PostAsJsonAsync("/api/auth/login", new { email, password = "Wrong-Pass-2026!" });
            });
        var resets = await Compare(count, email => Task.FromResult(() => http.PostAsJsonAsync("/api/password-reset", new { action = "request", email })));
        await app.StopAsync();
        return Report("sign-in", signIns) & Report("reset link", resets) ? 0 : 1;
    }

    private static async Task<(double Known, double Unknown)> Compare(int count, Func<string, Task<Func<Task<HttpResponseMessage>>>> prepare)
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var round = 0; round < count; round++)
        {
            known.Add(await Time(await prepare(Known)));
            unknown.Add(await Time(await prepare($"nobody{round}@demo.propops.test")));
        }

        // Without the first tenth, which warms up.
        return (known.Skip(count / 10).Average(), unknown.Skip(count / 10).Average());
    }

    private static async Task<double> Time(Func<Task<HttpResponseMessage>> call)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await call();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task NoLocks(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Database.ExecuteSqlAsync($"DELETE FROM core_sign_in_counters");
    }

    /// <returns>false where the times tell them apart.</returns>
    private static bool Report(string what, (double Known, double Unknown) means)
    {
        var difference = Math.Abs(means.Known - means.Unknown) / Math.Max(means.Known, means.Unknown);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-12} known {means.Known,8:F2} ms   unknown {means.Unknown,8:F2} ms   difference {difference:P1}"));
        return difference < Allowed;
    }
}
