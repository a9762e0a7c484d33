using Microsoft.Extensions.Logging.Abstractions;
using PropOps.Infrastructure.RateLimiting;
using PropOps.TestHost;
using StackExchange.Redis;

namespace PropOps.ApiTests.RateLimiting;

/// <summary>What a store of counters promises, in process and in Redis.</summary>
[TestFixture("in process")]
[TestFixture("Redis")]
public sealed class RequestCountersTests(string store) : IAsyncDisposable
{
    private readonly string _caller = Guid.NewGuid().ToString("N");
    private IRequestCounters _counters = null!;
    private RedisCounters? _redis;

    [OneTimeSetUp]
    public async Task Start()
    {
        var inProcess = new InProcessCounters(TimeProvider.System);
        _counters = inProcess;
        if (store == "Redis")
        {
            var options = ConfigurationOptions.Parse(Environment.GetEnvironmentVariable("PROPOPS_TEST_REDIS")!);
            _counters = _redis = new RedisCounters(new RedisOptions(options, $"test-{_caller}:", TimeSpan.FromSeconds(5)), inProcess, NullLogger<RedisCounters>.Instance);
            await _redis.StartAsync(CancellationToken.None);
            Assert.That(_redis.IsAway, Is.False);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.StopAsync(CancellationToken.None);
            _redis.Dispose();
        }
    }

    [Test]
    public async Task A_limit_allows_what_it_says_and_tells_what_is_left()
    {
        var limit = new RequestLimit($"{_caller}:told", 3, 3600);
        var states = new List<LimitState>();
        for (var request = 0; request < 5; request++)
        {
            states.AddRange(await _counters.Take([limit]));
        }

        Assert.Multiple(() =>
        {
            Assert.That(states.Select(state => state.IsAllowed), Is.EqualTo(new[] { true, true, true, false, false }));
            Assert.That(states.Select(state => state.Remaining), Is.EqualTo(new[] { 2, 1, 0, 0, 0 }));
            Assert.That(states.Select(state => state.Limit), Has.All.EqualTo(3));
            Assert.That(states[0].ResetsAt.ToUnixTimeSeconds() % 3600, Is.Zero);
            Assert.That(states[0].ResetsAt, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromHours(1)));
        });
    }

    [Test]
    public async Task A_request_that_one_limit_refuses_counts_against_none()
    {
        var (address, account) = (new RequestLimit($"{_caller}:address", 10, 3600), new RequestLimit($"{_caller}:account", 2, 3600));
        await _counters.Take([address, account]);
        await _counters.Take([address, account]);
        var refused = await _counters.Take([address, account]);
        var alone = await _counters.Take([address]);

        Assert.That((refused[0].IsAllowed, refused[1].IsAllowed, refused[0].Remaining), Is.EqualTo((true, false, 8)));
        Assert.That(alone[0].Remaining, Is.EqualTo(7));
    }

    [Test]
    public async Task Parallel_requests_do_not_pass_together_where_one_is_left()
    {
        var limit = new RequestLimit($"{_caller}:parallel", 50, 3600);

        var states = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () => (await _counters.Take([limit]))[0])));

        Assert.That(states.Count(state => state.IsAllowed), Is.EqualTo(50));
    }

    [Test]
    public async Task RL_2_the_window_slides()
    {
        var limit = new RequestLimit($"{_caller}:slides", 4, 4);
        for (var request = 0; request < 4; request++)
        {
            Assert.That((await Take()).IsAllowed, Is.True);
        }

        Assert.That((await Take()).IsAllowed, Is.False);
        var free = await Eventually.Get("A place", Take, state => state.IsAllowed);

        Assert.That(free.Remaining, Is.LessThan(3), "places come back one by one, not all with the next window");

        async Task<LimitState> Take() => (await _counters.Take([limit]))[0];
    }
}
