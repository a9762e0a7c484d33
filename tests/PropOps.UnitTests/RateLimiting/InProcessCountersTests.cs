using Microsoft.Extensions.Time.Testing;
using PropOps.Infrastructure.RateLimiting;

namespace PropOps.UnitTests.RateLimiting;

public sealed class InProcessCountersTests
{
    private FakeTimeProvider _time = null!;

    [SetUp]
    public void AtTheStartOfAWindow() => _time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 15, 12, 0, 0, TimeSpan.Zero));

    [TestCase(60, 0)]
    [TestCase(75, 2)]
    [TestCase(90, 5)]
    [TestCase(119, 9)]
    [TestCase(120, 10)]
    public async Task RL_2_the_window_before_counts_for_the_part_that_reaches_in(int seconds, int allowed)
    {
        var counters = new InProcessCounters(_time);
        await Fill(counters);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(await Fill(counters), Is.EqualTo(allowed));
    }

    [Test]
    public async Task A_refused_caller_waits_for_the_window_and_not_for_his_refusals()
    {
        var counters = new InProcessCounters(_time);
        await Fill(counters);
        for (var refused = 0; refused < 100; refused++)
        {
            await Take(counters);
        }

        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.That((await Take(counters)).IsAllowed, Is.True);
    }

    private static async Task<LimitState> Take(InProcessCounters counters) => (await counters.Take([new RequestLimit("caller", 10, 60)]))[0];

    private static async Task<int> Fill(InProcessCounters counters)
    {
        var allowed = 0;
        while ((await Take(counters)).IsAllowed)
        {
            allowed++;
        }

        return allowed;
    }
}
