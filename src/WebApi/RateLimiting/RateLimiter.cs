using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PropOps.Application.Telemetry;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.RateLimiting;

namespace PropOps.WebApi.RateLimiting;

/// <summary>What a request counts as; a rule of its own is found by verb and route.</summary>
/// <param name="Route">as the operation table writes it; empty for what is not served.</param>
internal readonly record struct CountedAs(RateClass Class, string Method, string Route);

/// <summary>Counts a request against its address and its account; the headers tell the limit with the least left.</summary>
internal sealed class RateLimiter(IRequestCounters counters, RateLimitRules rules, KnownAccounts accounts, TimeProvider time)
{
    private static readonly Counter<long> Refused = Signals.Figures.CreateCounter<long>("propops.rate_limit.refusals", "{request}", "Requests that a limit refused");

    /// <summary>The address, and in the same round trip the account where this node knows whose token it is.</summary>
    /// <returns>the account that was counted.</returns>
    public async ValueTask<long?> CountAddress(HttpContext http, CountedAs request, string? token)
    {
        var account = token is null ? null : accounts.Of(token);
        await Count(http, RuleOf(request), isFirst: true, account);
        return account;
    }

    /// <summary>The account, once it is known by authentication.</summary>
    public ValueTask CountAccount(HttpContext http, CountedAs request, string token, long account)
    {
        accounts.Remember(token, account);
        return Count(http, RuleOf(request), isFirst: false, account);
    }

    /// <summary>A mailed link, whoever follows it. The counters know it by a hash: its token opens a door.</summary>
    public ValueTask CountLink(HttpContext http, CountedAs request, string token)
    {
        var rule = RuleOf(request);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));
        return Take(http, rule, [new RequestLimit($"{rule.Name}:link:{name}", rule.PerLink, rule.WindowSeconds)]);
    }

    /// <summary>What is not served counts as class public, so that nobody probes for free.</summary>
    public ValueTask CountUnserved(HttpContext http) => Count(http, RuleOf(new CountedAs(RateClass.Public, http.Request.Method, "")), isFirst: true, account: null);

    private AppliedRule RuleOf(CountedAs request) => rules.Of(request.Class, request.Method, request.Route);

    /// <param name="isFirst">the request's address has not been counted yet.</param>
    private ValueTask Count(HttpContext http, AppliedRule rule, bool isFirst, long? account)
    {
        var limits = new List<RequestLimit>(2);
        if (isFirst && rule.Of(http.Connection.RemoteIpAddress) is { } ofAddress)
        {
            limits.Add(ofAddress);
        }

        if (account is { } known && rule.Of(known) is { } ofAccount)
        {
            limits.Add(ofAccount);
        }

        return Take(http, rule, limits);
    }

    private async ValueTask Take(HttpContext http, AppliedRule rule, IReadOnlyList<RequestLimit> limits)
    {
        var states = rule.IsCounted ? await counters.Take(limits) : [.. limits.Select(Untouched)];
        foreach (var state in states)
        {
            Tell(http, state);
        }

        foreach (var refused in states.Where(state => !state.IsAllowed))
        {
            Refused.Add(1, Signals.Label("propops.rule", rule.Name));
            var wait = refused.ResetsAt - time.GetUtcNow();
            throw new TooManyRefusal($"Too many requests. Try again in {Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))} seconds.", wait);
        }
    }

    private LimitState Untouched(RequestLimit limit) => new(limit.Limit, limit.Limit, time.GetUtcNow().AddSeconds(limit.WindowSeconds), IsAllowed: true);

    private static void Tell(HttpContext http, LimitState state)
    {
        var headers = http.Response.Headers;
        if (!headers.TryGetValue("X-RateLimit-Remaining", out var told) || int.Parse(told!, CultureInfo.InvariantCulture) > state.Remaining || !state.IsAllowed)
        {
            headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Reset"] = state.ResetsAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }
    }
}
