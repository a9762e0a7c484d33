using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.RateLimiting;

/// <summary>
/// How many requests a caller may make in a window. A rule belongs to a class; one of an endpoint replaces its class's (RL-4).
/// </summary>
public sealed class RateLimitRule : AggregateRoot
{
    public const string AnyMethod = "*";

    private RateLimitRule()
    {
    }

    /// <summary>The rule of a class, with its default numbers.</summary>
    public RateLimitRule(RateClass rateClass, int? perIp, int? perAccount, DateTimeOffset at)
    {
        (Class, PerIp, PerAccount, IsDefault) = (rateClass, perIp, perAccount, true);
        Created(at);
    }

    /// <summary>A rule of one endpoint.</summary>
    /// <param name="path">its route, <c>{…}</c> for a parameter.</param>
    public RateLimitRule(RateClass rateClass, string method, string path, int? perIp, int? perAccount, DateTimeOffset at)
    {
        (Class, Method, Path, PerIp, PerAccount) = (rateClass, method, path, perIp, perAccount);
        Created(at);
    }

    public RateClass Class { get; private set; }

    /// <summary>A verb, or <see cref="AnyMethod"/>.</summary>
    public string Method { get; private set; } = AnyMethod;

    /// <summary>null = of the whole class.</summary>
    public string? Path { get; private set; }

    public int WindowSeconds { get; private set; } = 60;

    /// <summary>null = not counted by address.</summary>
    public int? PerIp { get; private set; }

    /// <summary>null = not counted by account.</summary>
    public int? PerAccount { get; private set; }

    public bool IsEnabled { get; private set; } = true;

    /// <summary>Has the numbers that it came with.</summary>
    public bool IsDefault { get; private set; }

    public string? Note { get; private set; }

    public long? UpdatedById { get; private set; }

    public void Limit(int? perIp, int? perAccount, DateTimeOffset at) =>
        Save(new RateLimits(perIp, perAccount, WindowSeconds, IsEnabled), Note, Actor.Product, at);

    public void Save(RateLimits limits, string? note, Actor by, DateTimeOffset at)
    {
        (PerIp, PerAccount, WindowSeconds, IsEnabled, Note, UpdatedById, IsDefault) =
            (limits.PerIp, limits.PerAccount, limits.WindowSeconds, limits.IsEnabled, note, by.AccountId, false);
        Changed(at);
    }

    /// <summary>Back to the numbers that it came with.</summary>
    public void Restore(RateLimitRule seeded, Actor by, DateTimeOffset at)
    {
        Save(new RateLimits(seeded.PerIp, seeded.PerAccount, seeded.WindowSeconds, seeded.IsEnabled), note: null, by, at);
        IsDefault = true;
    }
}

/// <summary>The numbers of a rule.</summary>
public sealed record RateLimits(int? PerIp, int? PerAccount, int WindowSeconds, bool IsEnabled);

public sealed class RateLimitRuleByName : Specification<RateLimitRule>
{
    public RateLimitRuleByName(long? id, Guid? uuid) => Query.Where(rule => id != null ? rule.Id == id : rule.Uuid == uuid);
}

public sealed class RateLimitRuleOfClass : Specification<RateLimitRule>
{
    public RateLimitRuleOfClass(RateClass rateClass) => Query.Where(rule => rule.Class == rateClass && rule.Path == null);
}

/// <summary>The rules of a new installation (api-wide.yaml, rate_limiting.classes).</summary>
public static class SeededRateLimits
{
    public static IEnumerable<RateLimitRule> All(DateTimeOffset at) =>
    [
        new(RateClass.Auth, 20, 10, at),
        new(RateClass.Read, 1200, 600, at),
        new(RateClass.Write, 600, 240, at),
        new(RateClass.Upload, 120, 60, at),
        new(RateClass.Search, 240, 120, at),
        new(RateClass.Export, 30, 15, at),
        new(RateClass.Messaging, 60, 20, at),
        new(RateClass.Public, 240, null, at),
    ];
}
