using System.Net;
using PropOps.Application.RateLimiting;
using PropOps.Domain.RateLimiting;

namespace PropOps.Infrastructure.RateLimiting;

/// <summary>Reads and forgets the counters of one caller, under the names by which requests are counted.</summary>
internal sealed class CallerLimits(IRequestCounters counters, RateLimitRules rules) : ICallerLimits
{
    public string Store => counters switch
    {
        RedisCounters { IsAway: true } => "in_process_fallback",
        RedisCounters => "redis",
        _ => "in_process",
    };

    public async Task<IReadOnlyList<CallerLimit>> Of(LimitedCaller caller)
    {
        var limits = LimitsOf(caller);
        var states = await counters.Look([.. limits.Select(limit => limit.Limit)]);
        return [.. limits.Zip(states, (limit, state) => new CallerLimit(limit.Rule, state.Limit, state.Remaining, state.ResetsAt))];
    }

    public async Task<int> Clear(LimitedCaller caller) => await counters.Forget([.. LimitsOf(caller).Select(limit => limit.Limit)]);

    private List<(RateLimitRule Rule, RequestLimit Limit)> LimitsOf(LimitedCaller caller) =>
    [
        .. from inForce in rules.InForce()
           let limit = caller.AccountId is { } account ? inForce.Applied.Of(account) : inForce.Applied.Of(IPAddress.Parse(caller.IpAddress!))
           where limit is not null
           orderby inForce.Rule.Path, inForce.Rule.Class
           select (inForce.Rule, limit.Value),
    ];
}
