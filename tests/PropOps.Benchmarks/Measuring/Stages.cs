using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.Application.Sync;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.RateLimiting;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.WebApi.Hosting;
using PropOps.WebApi.Operations;

namespace PropOps.Benchmarks.Measuring;

/// <summary>
/// What each stage of the list costs this process, in microseconds of processor time, so that other work on the machine is
/// not counted. The installation is the one that the environment names.
/// </summary>
internal static class Stages
{
    public const string Usage = "stages";
    private const int WarmUp = 2_000;
    private const int Times = 1_000;

    public static async Task<int> Run()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }).AddPropOps();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        await (await app.UsePropOps()).StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var signedIn = await http.PostAsJsonAsync("/api/auth/login", new { email = DemoAccount.Email, password = DemoAccount.Password });
        var token = (await signedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        var counters = app.Services.GetRequiredService<IRequestCounters>();
        RequestLimit[] limits = [new("read:ip:127.0.0.1", 1_000_000_000, 60), new("read:account:1", 1_000_000_000, 60)];
        var input = new RequestInput { Path = new Dictionary<string, object?>(), Values = new Dictionary<string, string?[]> { ["limit"] = ["50"], ["branch_id"] = ["1"], ["sort_by"] = ["created_at"] } };
        var request = RequestReader<ListJobs>.Read(input);

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Authenticator>().Authenticate(token, isInCookie: false, leavesSessionAlone: true, CancellationToken.None);
        var matching = scope.ServiceProvider.GetRequiredService<MatchingJobs>();
        var rows = scope.ServiceProvider.GetRequiredService<JobRows>();
        var viewer = await scope.ServiceProvider.GetRequiredService<JobViewers>().Current(CancellationToken.None);
        var query = (await matching.Of(request, viewer, CancellationToken.None)).Take(50);
        var jobs = await query.ToListAsync();
        var page = new SyncPage<JobRow>(await rows.Of(jobs, CancellationToken.None), null);

        await Stage("whole request, list of 50 (with this client)", async () => await http.GetByteArrayAsync(new Uri("/api/jobs/manage?limit=50&branch_id=1&sort_by=created_at", UriKind.Relative)));
        await Stage("whole request, liveness (with this client)", async () => await http.GetByteArrayAsync(new Uri("/api/system/health/live", UriKind.Relative)));
        await Stage("rate limiter, address and account", async () => await counters.Take(limits));
        await Stage("scope and context", async () =>
        {
            await using var own = app.Services.CreateAsyncScope();
            _ = own.ServiceProvider.GetRequiredService<PropOpsDbContext>().Model;
        });
        await Stage("authentication: scope, context, session row", async () =>
        {
            await using var own = app.Services.CreateAsyncScope();
            await own.ServiceProvider.GetRequiredService<Authenticator>().Authenticate(token, isInCookie: false, leavesSessionAlone: true, CancellationToken.None);
        });
        await Stage("reading and checking the query", () => Done(RequestReader<ListJobs>.Read(input)));
        await Stage("composing the query", async () => await matching.Of(request, viewer, CancellationToken.None));
        await Stage("query: composing, 50 rows, decryption, names", async () => await rows.Of((await matching.Of(request, viewer, CancellationToken.None)).Skip(0).Take(50), CancellationToken.None));
        await Stage("JSON", () =>
        {
            using var answer = EnvelopeWriter<SyncPage<JobRow>>.Write(page, "Operation completed successfully");
            return Done(answer);
        });
        return 0;
    }

    private static Task Done<T>(T value) => value is null ? throw new InvalidOperationException("Nothing came of it.") : Task.CompletedTask;

    private static async Task Stage(string name, Func<Task> work)
    {
        for (var time = 0; time < WarmUp; time++)
        {
            await work();
        }

        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        for (var time = 0; time < Times; time++)
        {
            await work();
        }

        var elapsed = clock.Elapsed;
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-50}{(process.TotalProcessorTime - before).TotalMicroseconds / Times,8:0} us of processor{elapsed.TotalMicroseconds / Times,8:0} us"));
    }
}
