using System.Diagnostics;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;
using PropOps.TestHost;
using StackExchange.Redis;

namespace PropOps.ApiTests.RateLimiting;

/// <summary>RL-6, with a Redis that is killed, frozen, or answers without writing.</summary>
public sealed class RedisOutageTests : IAsyncDisposable
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMilliseconds(250);
    private readonly RedisServer _redis = new();
    private Installation _installation = null!;
    private HttpClient _http = null!;
    private ApiUser _sysops = null!;

    [OneTimeSetUp]
    public async Task StartWithoutRedis()
    {
        _installation = await Installation.Start(
            Column.Sqlite,
            ("ConnectionStrings:Redis", $"127.0.0.1:{_redis.Port}"), ("Redis:PatienceMs", "60"), ("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000"));
        _http = _installation.Client();
        _sysops = await ApiUser.SignIn(_http, "sysops");
        Assert.That(await StatusOfRedis(), Is.EqualTo("degraded"), "a node starts and serves without Redis");
        _redis.Start();
    }

    [SetUp]
    public Task RedisIsThere() => Until("healthy");

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_installation is not null)
        {
            await _installation.DisposeAsync();
        }

        _redis.Dispose();
    }

    [Test]
    public Task A_killed_Redis_costs_no_request_and_is_found_again() => CostsNoRequest(
        outage: () =>
        {
            _redis.Kill();
            return Task.CompletedTask;
        },
        end: () =>
        {
            _redis.Start();
            return Task.CompletedTask;
        },
        afterwards: async () =>
        {
            await Slowest();
            Assert.That(await CountedInRedis(), Is.GreaterThan(0));
        });

    [Test]
    public Task A_frozen_Redis_costs_no_request_and_is_found_again() => CostsNoRequest(_redis.Freeze, _redis.Thaw, afterwards: () => Task.CompletedTask);

    [Test]
    public async Task A_Redis_that_answers_and_does_not_write_counts_as_away()
    {
        await Configure("min-replicas-to-write", "1");

        await Slowest();
        await Until("degraded");

        await Configure("min-replicas-to-write", "0");
        await Until("healthy");
    }

    /// <summary>
    /// The machine may hold up a request at any moment; Redis would do so in each outage. So one outage of three has to pass
    /// without a slow request, and all of them without a failed one.
    /// </summary>
    private async Task CostsNoRequest(Func<Task> outage, Func<Task> end, Func<Task> afterwards)
    {
        var usual = await Slowest();
        var slowest = TimeSpan.MaxValue;
        for (var round = 0; round < 3 && slowest >= usual + Tolerated; round++)
        {
            await outage();
            try
            {
                var atFirst = await Slowest();
                await Until("degraded");
                var later = await Slowest();
                slowest = atFirst > later ? atFirst : later;
                Assert.That((await _http.GetAnswer("/api/system/health/ready")).Status, Is.EqualTo(200));
                Assert.That((await _http.GetAnswer("/api/system/heartbeat")).Body.Text("status"), Is.EqualTo("degraded"));
            }
            finally
            {
                await end();
            }

            await Until("healthy");
            await afterwards();
        }

        Assert.That(slowest, Is.LessThan(usual + Tolerated));
    }

    /// <summary>Of many requests, one after the other and side by side, none of which may fail.</summary>
    private async Task<TimeSpan> Slowest()
    {
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < 40; round++)
        {
            foreach (var taken in await Task.WhenAll(Timed(), Timed(), Timed()))
            {
                slowest = taken > slowest ? taken : slowest;
            }
        }

        return slowest;

        async Task<TimeSpan> Timed()
        {
            var watch = Stopwatch.StartNew();
            var answer = await _sysops.Get("/api/auth/session");
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
            return watch.Elapsed;
        }
    }

    private Task Until(string status) => Eventually.Get("Redis", StatusOfRedis, found => found == status);

    private async Task<string?> StatusOfRedis()
    {
        var answer = await _sysops.Get("/api/system/status?components=true");
        return answer.Data.GetProperty("components").EnumerateArray().Single(component => component.Text("name") == "redis").Text("status");
    }

    private async Task Configure(string setting, string value)
    {
        await using var connection = await Connect();
        await connection.GetServers()[0].ConfigSetAsync(setting, value);
    }

    private async Task<long> CountedInRedis()
    {
        await using var connection = await Connect();
        return (long)await connection.GetDatabase().HashGetAsync(":limit:60:Read:account:1", "current");
    }

    private Task<ConnectionMultiplexer> Connect() => ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_redis.Port},allowAdmin=true");
}
