using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Domain.RateLimiting;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.RateLimiting;

internal sealed class RateLimitModel : IEntityTypeConfiguration<RateLimitRule>
{
    public void Configure(EntityTypeBuilder<RateLimitRule> builder)
    {
        builder.ToTable("core_rate_limit_rules");
        builder.Property(rule => rule.Class).HasConversion<string>();
        builder.HasIndex(rule => new { rule.Method, rule.Path }).IsUniqueOr409("This endpoint already has a rule");
    }
}

/// <summary>Whether requests are counted at all, and what scales the default rules (<c>RateLimiting__Enabled</c>, <c>RateLimiting__Multiplier</c>).</summary>
internal sealed record RateLimitOptions(bool IsEnabled, int Multiplier);

/// <summary>The rule that holds for a request.</summary>
/// <param name="Name">under which it is counted, the same on every node.</param>
/// <param name="PerLink">of one mailed link, where the request follows one.</param>
/// <param name="IsCounted">false: the limits are told, and nobody is refused.</param>
public sealed record AppliedRule(string Name, int WindowSeconds, int? PerIp, int? PerAccount, int PerLink, bool IsCounted)
{
    /// <returns>null where callers are not counted by their address.</returns>
    public RequestLimit? Of(IPAddress? address) => PerIp is { } limit ? new($"{Name}:ip:{CountedAddress.Of(address)}", limit, WindowSeconds) : null;

    /// <returns>null where callers are not counted by their account.</returns>
    public RequestLimit? Of(long account) => PerAccount is { } limit ? new($"{Name}:account:{account}", limit, WindowSeconds) : null;
}

/// <summary>The rules in memory, as fresh as the database.</summary>
public sealed partial class RateLimitRules : ICoherentCache
{
    /// <summary>What the contract gives to each link of the class public.</summary>
    private const int PerLink = 60;

    private readonly RateLimitOptions _options;
    private Dictionary<RateClass, RateLimitRule> _ofClass = [];
    private Dictionary<(string Method, string Path), RateLimitRule> _ofEndpoint = [];
    private ConcurrentDictionary<(RateClass, string, string), AppliedRule> _applied = [];

    internal RateLimitRules(RateLimitOptions options) => _options = options;

    ChangeKind ICoherentCache.Kind => ChangeKind.Rules;

    /// <param name="route">as the operation table writes it; empty for what is not served.</param>
    public AppliedRule Of(RateClass rateClass, string method, string route) => _applied.GetOrAdd((rateClass, method, route), Find);

    async Task ICoherentCache.Refresh(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var rules = await db.Set<RateLimitRule>().AsNoTracking().ToListAsync(cancellationToken);
        _ofClass = rules.Where(rule => rule.Path is null).ToDictionary(rule => rule.Class);
        _ofEndpoint = rules.Where(rule => rule is { Path: not null, IsEnabled: true }).ToDictionary(rule => (rule.Method, Comparable(rule.Path!)));
        _applied = [];
    }

    /// <summary>The rules that are in force, with their numbers as they are applied.</summary>
    internal IReadOnlyList<(RateLimitRule Rule, AppliedRule Applied)> InForce() =>
        [.. _ofClass.Values.Concat(_ofEndpoint.Values).Where(rule => rule.IsEnabled).Select(rule => (rule, Apply(rule, isCounted: _options.IsEnabled)))];

    private AppliedRule Find((RateClass Class, string Method, string Route) request)
    {
        var path = Comparable(request.Route);
        var own = _ofEndpoint.GetValueOrDefault((request.Method, path)) ?? _ofEndpoint.GetValueOrDefault((RateLimitRule.AnyMethod, path));
        var rule = own ?? _ofClass[request.Class == RateClass.None ? RateClass.Public : request.Class];
        return Apply(rule, _options.IsEnabled && rule.IsEnabled && request.Class != RateClass.None);
    }

    private AppliedRule Apply(RateLimitRule rule, bool isCounted)
    {
        var scale = rule.IsDefault ? _options.Multiplier : 1;
        return new AppliedRule(
            rule.Path is { } path ? $"{rule.Method} {Comparable(path)}" : rule.Class.ToString(),
            rule.WindowSeconds,
            rule.PerIp * scale,
            rule.PerAccount * scale,
            PerLink * _options.Multiplier,
            isCounted);
    }

    /// <summary>Names and constraints of parameters do not matter.</summary>
    public static string Comparable(string path) => Parameter().Replace(path, "{}");

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
