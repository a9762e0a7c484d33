using PropOps.WebApi.Operations;

namespace PropOps.WebApi.RateLimiting;

/// <summary>How many requests a caller may make in a window; null = not counted that way.</summary>
internal sealed record RateLimitRule(RateClass Class, int WindowSeconds, int? PerIp, int? PerAccount);

/// <summary>The default rules of the classes, scaled by <c>RateLimiting__Multiplier</c> (load tests).</summary>
internal sealed class RateLimitRules
{
    private readonly Dictionary<RateClass, RateLimitRule> _rules;

    public RateLimitRules(IConfiguration configuration)
    {
        IsEnabled = configuration.GetValue("RateLimiting:Enabled", true);
        var multiplier = configuration.GetValue("RateLimiting:Multiplier", 1);
        _rules = new RateLimitRule[]
        {
            new(RateClass.Auth, 60, 20, 10),
            new(RateClass.Read, 60, 1200, 600),
            new(RateClass.Write, 60, 600, 240),
            new(RateClass.Upload, 60, 120, 60),
            new(RateClass.Search, 60, 240, 120),
            new(RateClass.Export, 60, 30, 15),
            new(RateClass.Messaging, 60, 60, 20),
            new(RateClass.Public, 60, 240, null),
        }.ToDictionary(rule => rule.Class, rule => rule with { PerIp = rule.PerIp * multiplier, PerAccount = rule.PerAccount * multiplier });
    }

    public bool IsEnabled { get; }

    public RateLimitRule Of(RateClass rateClass) => _rules[rateClass == RateClass.None ? RateClass.Public : rateClass];
}
