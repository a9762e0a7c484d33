using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Persistence;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.Jobs;
using PropOps.WebApi.Hosting;

namespace PropOps.TestHost;

/// <summary>
/// How long lists and searches take among many jobs, each as a ratio to the first page of the plain list, which any machine
/// can compare: <c>search-load N</c>, over HTTP.
/// </summary>
internal static class SearchLoad
{
    public const string Usage = "search-load N";
    private const int BatchSize = 1_000;
    private const int Rounds = 30;

    private static readonly (string What, string Query)[] Lists =
    [
        ("plain list", ""), ("rare word", "search=quixotic"), ("common word", "search=aa"), ("two words", "search=aa+ab"), ("a name", "search=smith"),
        ("word and name", "search=ab+smith"), ("reference", "search=JOB-4711"), ("no hit", "search=zzzz"), ("last day changed", "sort_by=updated_at"),
    ];

    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("Demo:Seed", "true"), new("RateLimiting:Enabled", "false"), new("Logging:LogLevel:Default", "Warning")]);
        await using var app = builder.AddPropOps().Build();
        await app.Services.GetRequiredService<DatabaseStart>().Migrate(CancellationToken.None);
        await (await app.UsePropOps()).StartAsync();
        await Fill(app.Services, int.Parse(args[1], CultureInfo.InvariantCulture));
        await Measure(new Uri(app.Urls.First()));
        await app.StopAsync();
        return 0;
    }

    private static async Task Fill(IServiceProvider services, int count)
    {
        // The same jobs each time.
        var random = new Random(1);
        for (var made = 0; made < count; made += BatchSize)
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
            var people = new People(
                await db.Set<Address>().ToListAsync(), await db.Set<Contractor>().Select(contractor => contractor.Id).ToListAsync(), await db.Set<Tenant>().Select(tenant => tenant.Id).ToListAsync(),
                await db.Set<User>().Where(user => user.AccountType == AccountType.Agent).Select(user => user.Id).ToListAsync());
            await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
                () =>
                {
                    for (var number = 0; number < BatchSize; number++)
                    {
                        Add(db, people, random, isRare: (made + number) % 9_973 == 0);
                    }

                    return Task.FromResult(true);
                },
                CancellationToken.None);
        }
    }

    private static void Add(PropOpsDbContext db, People people, Random random, bool isRare)
    {
        var address = people.Addresses[random.Next(people.Addresses.Count)];
        var job = Job.New(
            new JobDetails
            {
                Title = isRare ? "A quixotic repair" : Words(random, 4), Description = Words(random, 30), PriorityId = 2, JobTypeId = 3, AddressId = address.Id, BranchId = address.BranchId,
                AgentId = people.Agents[random.Next(people.Agents.Count)], TenantIds = [people.Tenants[random.Next(people.Tenants.Count)]],
            },
            CreatedVia.Api,
            Actor.Product);
        db.Add(job);
        var at = DateTimeOffset.UtcNow.AddMinutes(-random.Next(500_000));
        job.Open("JOB-", Actor.Product, at).Commit(null, (_, _) => null);
        job.ClearDomainEvents();
    }

    /// <summary>Few words are common and many are rare, as in any text.</summary>
    private static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ =>
    {
        var rank = (int)Math.Pow(20_000, random.NextDouble());
        return $"{(char)('a' + (rank % 26))}{(char)('a' + (rank / 26 % 26))}{(char)('a' + (rank / 676))}";
    }));

    private static async Task Measure(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var signedIn = await http.PostAsJsonAsync("/api/auth/login", new { email = "coordinator@demo.propops.test", password = "Demo-Pass-2026!" });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await signedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        var plain = 0d;
        foreach (var (what, query) in Lists)
        {
            var times = new List<double>();
            var total = 0L;
            for (var round = 0; round < Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(new Uri($"/api/jobs/manage?archived=all&{query}", UriKind.Relative));
                await answer.Content.ReadAsByteArrayAsync();
                answer.EnsureSuccessStatusCode();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            total = (await http.GetFromJsonAsync<JsonElement>($"/api/jobs/manage?archived=all&limit=1&include_total=1&{query}")).GetProperty("total").GetInt64();
            var median = times.Order().ElementAt(Rounds / 2);
            plain = plain == 0 ? median : plain;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-18}{total,9} jobs {median,8:0.0} ms {median / plain,6:0.0} times the plain list"));
        }
    }

    private sealed record People(List<Address> Addresses, List<long> Contractors, List<long> Tenants, List<long> Agents);
}
