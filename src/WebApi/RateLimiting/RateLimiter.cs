using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PropOps.Domain.Kernel;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.RateLimiting;

/// <summary>Counts a request against its address and, once it is known, its account; the headers tell the limit with the least left.</summary>
internal sealed class RateLimiter(SlidingWindowLimiter limiter, RateLimitRules rules, TimeProvider time)
{
    public void CountAddress(HttpContext http, RateClass rateClass)
    {
        var rule = rules.Of(rateClass);
        Count(http, $"{rule.Class}:ip:{Network(http.Connection.RemoteIpAddress)}", rule.PerIp, rule.WindowSeconds, counts: rateClass != RateClass.None);
    }

    public void CountAccount(HttpContext http, RateClass rateClass, long accountId)
    {
        var rule = rules.Of(rateClass);
        Count(http, $"{rule.Class}:account:{accountId}", rule.PerAccount, rule.WindowSeconds, counts: rateClass != RateClass.None);
    }

    private void Count(HttpContext http, string caller, int? limit, int windowSeconds, bool counts)
    {
        if (limit is not { } known)
        {
            return;
        }

        var state = limiter.Take(caller, known, windowSeconds, counts && rules.IsEnabled);
        var headers = http.Response.Headers;
        if (!headers.TryGetValue("X-RateLimit-Remaining", out var told) || int.Parse(told!, CultureInfo.InvariantCulture) > state.Remaining || !state.IsAllowed)
        {
            headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Reset"] = state.ResetsAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        if (!state.IsAllowed && counts && rules.IsEnabled)
        {
            var wait = state.ResetsAt - time.GetUtcNow();
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            throw new TooManyRefusal($"Too many requests. Try again in {seconds} seconds.", wait);
        }
    }

    /// <summary>IPv6 callers own at least a /64.</summary>
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
