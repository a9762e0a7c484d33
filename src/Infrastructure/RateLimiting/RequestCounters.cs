namespace PropOps.Infrastructure.RateLimiting;

/// <summary>How many requests one caller may make in a window.</summary>
/// <param name="Counter">rule and caller.</param>
public readonly record struct RequestLimit(string Counter, int Limit, int WindowSeconds);

/// <summary>Where a caller stands against one limit.</summary>
public readonly record struct LimitState(int Limit, int Remaining, DateTimeOffset ResetsAt, bool IsAllowed)
{
    /// <summary>
    /// Sliding window counter: the requests of this window and, weighted by how much of it still reaches in, those of the one
    /// before (RL-2). Every store counts by this, so that their numbers are the same.
    /// </summary>
    /// <param name="current">requests of this window before this one.</param>
    /// <param name="wasCounted">this one was added: every limit of the request allowed it.</param>
    internal static LimitState Of(RequestLimit limit, long now, int current, int previous, bool wasCounted)
    {
        var window = limit.WindowSeconds * 1000L;
        var used = current + (previous * (1.0 - ((double)(now % window) / window)));
        return new LimitState(
            limit.Limit,
            Math.Max(0, (int)(limit.Limit - used - (wasCounted ? 1 : 0))),
            DateTimeOffset.FromUnixTimeMilliseconds(((now / window) + 1) * window),
            used + 1 <= limit.Limit);
    }
}

/// <summary>Counts a request against its limits: against all of them, or, where one of them refuses it, against none (RL-1).</summary>
public interface IRequestCounters
{
    /// <returns>a state for each limit, in the same order.</returns>
    ValueTask<IReadOnlyList<LimitState>> Take(IReadOnlyList<RequestLimit> limits);

    /// <summary>The same without counting.</summary>
    async ValueTask<IReadOnlyList<LimitState>> Look(IReadOnlyList<RequestLimit> limits)
    {
        // Where one limit refuses, none is counted, and none of nothing always refuses.
        var states = await Take([.. limits, new RequestLimit("nothing", 0, 1)]);
        return [.. states.Take(limits.Count)];
    }

    /// <returns>how many of them had counted anything.</returns>
    ValueTask<int> Forget(IReadOnlyList<RequestLimit> limits);
}

/// <summary>This node's own counters.</summary>
internal sealed class InProcessCounters(TimeProvider time) : IRequestCounters
{
    private const int MostCounters = 100_000;
    private const int SweepEveryMs = 1000;
    private readonly Dictionary<string, Counter> _counters = [];

    // One lock for all: what happens under it takes well under a microsecond.
    private readonly Lock _lock = new();
    private long _sweptAt;

    public ValueTask<IReadOnlyList<LimitState>> Take(IReadOnlyList<RequestLimit> limits)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var states = new LimitState[limits.Count];
        lock (_lock)
        {
            Sweep(now);
            for (var index = 0; index < states.Length; index++)
            {
                var counter = CounterOf(limits[index], now);
                states[index] = LimitState.Of(limits[index], now, counter.Current, counter.Previous, wasCounted: false);
            }

            if (Array.TrueForAll(states, state => state.IsAllowed))
            {
                for (var index = 0; index < states.Length; index++)
                {
                    var counter = CounterOf(limits[index], now);
                    states[index] = LimitState.Of(limits[index], now, counter.Current, counter.Previous, wasCounted: true);
                    counter.Current++;
                }
            }
        }

        return ValueTask.FromResult<IReadOnlyList<LimitState>>(states);
    }

    public ValueTask<int> Forget(IReadOnlyList<RequestLimit> limits)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(limits.Count(limit => _counters.Remove(limit.Counter, out var counter) && counter.Current + counter.Previous > 0));
        }
    }

    private Counter CounterOf(RequestLimit limit, long now)
    {
        if (!_counters.TryGetValue(limit.Counter, out var counter))
        {
            _counters.Add(limit.Counter, counter = new Counter());
        }

        counter.MoveTo(now / (limit.WindowSeconds * 1000L), limit.WindowSeconds * 1000L);
        return counter;
    }

    private void Sweep(long now)
    {
        if (_counters.Count > MostCounters && now - _sweptAt >= SweepEveryMs)
        {
            _sweptAt = now;
            foreach (var (name, _) in _counters.Where(entry => entry.Value.ForgottenAt < now).ToList())
            {
                _counters.Remove(name);
            }
        }
    }

    private sealed class Counter
    {
        private long _window;

        public int Current { get; set; }

        public int Previous { get; private set; }

        public long ForgottenAt { get; private set; }

        public void MoveTo(long window, long length)
        {
            if (window != _window)
            {
                (Previous, Current, _window) = (window == _window + 1 ? Current : 0, 0, window);
                ForgottenAt = (window + 2) * length;
            }
        }
    }
}
