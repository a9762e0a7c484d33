using System.ComponentModel.DataAnnotations;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.RateLimiting;

namespace PropOps.Application.RateLimiting;

/// <summary>Changes a rule, or gives an endpoint one of its own.</summary>
[Permission("api.admin.rate-limits.manage", AccountTypes = [AccountType.Staff])]
public sealed record SaveRateLimit : ICommand, IValidatableObject
{
    /// <summary>Left out: a new rule.</summary>
    public Ref? Uuid { get; init; }

    [OneOf("GET", "POST", "PUT", "DELETE", RateLimitRule.AnyMethod)]
    public string? Method { get; init; }

    [Text(1, 200)]
    public string? Path { get; init; }

    [Limits(1, 1_000_000)]
    public Patch<int?> PerIp { get; init; }

    [Limits(1, 1_000_000)]
    public Patch<int?> PerAccount { get; init; }

    [Limits(1, 86_400)]
    public int? WindowSeconds { get; init; }

    public bool? IsEnabled { get; init; }

    [Text(0, 200)]
    public Patch<string?> Note { get; init; }

    public int? Version { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Uuid is null && Method is null)
        {
            yield return new(null, ["method"]);
        }

        if (Uuid is null && Path is null)
        {
            yield return new(null, ["path"]);
        }
    }
}

internal sealed class SaveRateLimitHandler(
    IRepository<RateLimitRule> rules,
    RateLimitRows rows,
    IRoutes routes,
    ICurrentUser currentUser,
    ActivityDraft activity,
    TimeProvider time) : IHandler<SaveRateLimit, RateLimitRow>
{
    private const string OwnPath = "/api/admin/rate-limits";
    private const int LeastOfOwn = 10;
    private const int SecondsOfAMinute = 60;

    public async Task<RateLimitRow> Handle(SaveRateLimit request, CancellationToken cancellationToken)
    {
        var rule = request.Uuid is { } known
            ? await rules.Find(new RateLimitRuleByName(known.Id, known.Uuid), cancellationToken) ?? throw new NotFoundRefusal("Rule")
            : await Add(request, cancellationToken);
        rule.RequireVersion(request.Uuid is null ? null : request.Version);
        var before = Numbers(rule);
        var limits = new RateLimits(
            request.PerIp.Or(rule.PerIp),
            request.PerAccount.Or(rule.PerAccount),
            request.WindowSeconds ?? rule.WindowSeconds,
            request.IsEnabled ?? rule.IsEnabled);
        RequireLimitOfStrangers(rule, limits);
        RequireOwnWay(rule, limits);
        rule.Save(limits, request.Note.Or(rule.Note), currentUser.Actor, time.GetUtcNow());
        activity.About("rate_limit", rule.Id, rule.Uuid, $"{NameOf(rule)}: {before} became {Numbers(rule)}", ["per_ip", "per_account", "window_seconds", "is_enabled"]);
        return (await rows.Of([rule], cancellationToken))[0];
    }

    private async Task<RateLimitRule> Add(SaveRateLimit request, CancellationToken cancellationToken)
    {
        var rateClass = routes.ClassOf(request.Method!, request.Path!)
            ?? throw new InvalidRefusal("path", $"No endpoint {request.Method} {request.Path}");
        var ofClass = (await rules.Find(new RateLimitRuleOfClass(rateClass == RateClass.None ? RateClass.Public : rateClass), cancellationToken))!;
        var rule = new RateLimitRule(ofClass.Class, request.Method!, request.Path!, ofClass.PerIp, ofClass.PerAccount, time.GetUtcNow());
        rules.Add(rule);
        return rule;
    }

    /// <summary>Who tries passwords has no account yet.</summary>
    private static void RequireLimitOfStrangers(RateLimitRule rule, RateLimits limits)
    {
        if (rule is { Path: null, Class: RateClass.Auth or RateClass.Public } && limits is not { IsEnabled: true, PerIp: not null })
        {
            throw new InvalidRefusal("per_ip", $"The {rule.Class.ToString().ToLowerInvariant()} class must keep a limit per IP");
        }
    }

    /// <summary>Nobody shuts the door behind which the key lies.</summary>
    private static void RequireOwnWay(RateLimitRule rule, RateLimits limits)
    {
        var isOnTheWay = rule.Path is { } path ? string.Equals(path, OwnPath, StringComparison.OrdinalIgnoreCase) : rule.Class is RateClass.Read or RateClass.Write;
        if (isOnTheWay && limits.IsEnabled && (IsTooLittle(limits.PerIp) || IsTooLittle(limits.PerAccount)))
        {
            throw new ConflictRefusal("This rule would lock you out");
        }

        bool IsTooLittle(int? limit) => limit is { } number && (long)number * SecondsOfAMinute < (long)LeastOfOwn * limits.WindowSeconds;
    }

    private static string NameOf(RateLimitRule rule) => rule.Path is { } path ? $"{rule.Method} {path}" : rule.Class.ToString().ToLowerInvariant();

    private static string Numbers(RateLimitRule rule) =>
        $"{rule.PerIp?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}/{rule.PerAccount?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"} in {rule.WindowSeconds} s{(rule.IsEnabled ? "" : ", off")}";
}
