using PropOps.Domain.RateLimiting;

namespace PropOps.Application.RateLimiting;

/// <summary>Where callers stand against the rules; the counters are those that refuse.</summary>
public interface ICallerLimits
{
    /// <summary>redis, in_process, or in_process_fallback while Redis is away.</summary>
    string Store { get; }

    Task<IReadOnlyList<CallerLimit>> Of(LimitedCaller caller);

    /// <returns>how many counters there were.</returns>
    Task<int> Clear(LimitedCaller caller);
}

/// <summary>An account, or a network address: one of the two.</summary>
public sealed record LimitedCaller(long? AccountId, string? IpAddress);

public sealed record CallerLimit(RateLimitRule Rule, int Limit, int Remaining, DateTimeOffset ResetsAt);

/// <summary>Which endpoints there are.</summary>
public interface IRoutes
{
    /// <param name="method">a verb, or * for any.</param>
    /// <param name="path">names of parameters do not matter.</param>
    /// <returns>the class that its requests count as; null where there is no such endpoint.</returns>
    RateClass? ClassOf(string method, string path);
}
