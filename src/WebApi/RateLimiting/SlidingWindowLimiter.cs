using System.Collections.Concurrent;

namespace PropOps.WebApi.RateLimiting;

/// <summary>Where a caller stands against one limit.</summary>
internal readonly record struct RateLimitState(int Limit, int Remaining, DateTimeOffset ResetsAt, bool IsAllowed);

/// <summary>
/// Sliding window counter in process: the requests of this window and, weighted by how much of it still reaches in, those
/// of the one before. A refused request is not counted (RL-1, RL-2).
/// </summary>
internal sealed class SlidingWindowLimiter(TimeProvider time)
{
    private const int MostCallers = 100_000;
    private readonly ConcurrentDictionary<string, Counter> _counters = new();

    /// <param name="count">false only looks.</param>
    public RateLimitState Take(string caller, int limit, int windowSeconds, bool count = true)
    {
        if (_counters.Count > MostCallers)
        {
            Sweep(windowSeconds);
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var windowMs = windowSeconds * 1000L;
        var window = now / windowMs;
        var counter = _counters.GetOrAdd(caller, static _ => new Counter());
        lock (counter)
        {
            counter.MoveTo(window);
            var weight = 1.0 - ((double)(now % windowMs) / windowMs);
            var used = counter.Current + (counter.Previous * weight);
            var allowed = used + 1 <= limit;
            if (allowed && count)
            {
                counter.Current++;
                used++;
            }

            return new(limit, Math.Max(0, (int)(limit - used)), DateTimeOffset.FromUnixTimeMilliseconds((window + 1) * windowMs), allowed);
        }
    }

    private void Sweep(int windowSeconds)
    {
        var window = time.GetUtcNow().ToUnixTimeSeconds() / windowSeconds;
        foreach (var stale in _counters.Where(entry => entry.Value.Window < window - 1))
        {
            _counters.TryRemove(stale);
        }
    }

    private sealed class Counter
    {
        public long Window { get; private set; }

        public int Current { get; set; }

        public int Previous { get; private set; }

        public void MoveTo(long window)
        {
            if (window != Window)
            {
                (Previous, Current, Window) = (window == Window + 1 ? Current : 0, 0, window);
            }
        }
    }
}
