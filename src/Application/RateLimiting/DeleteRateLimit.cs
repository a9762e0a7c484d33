using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.RateLimiting;

namespace PropOps.Application.RateLimiting;

/// <summary>Takes an endpoint's rule away. A rule of a class gets the numbers back that it came with.</summary>
[Permission("api.admin.rate-limits.manage", AccountTypes = [AccountType.Staff])]
public sealed record DeleteRateLimit : ICommand
{
    public required Ref Uuid { get; init; }
}

/// <param name="Deleted">false: it is there, with the numbers that it came with.</param>
public sealed record DeletedRule(bool Deleted);

internal sealed class DeleteRateLimitHandler(IRepository<RateLimitRule> rules, ICurrentUser currentUser, ActivityDraft activity, TimeProvider time)
    : IHandler<DeleteRateLimit, DeletedRule>
{
    public async Task<DeletedRule> Handle(DeleteRateLimit request, CancellationToken cancellationToken)
    {
        var rule = await rules.Find(new RateLimitRuleByName(request.Uuid.Id, request.Uuid.Uuid), cancellationToken) ?? throw new NotFoundRefusal("Rule");
        if (rule.Path is { } path)
        {
            rules.Remove(rule);
            activity.About("rate_limit", rule.Id, rule.Uuid, $"{rule.Method} {path} has no rule of its own any more");
            return new DeletedRule(Deleted: true);
        }

        rule.Restore(SeededRateLimits.All(time.GetUtcNow()).Single(seeded => seeded.Class == rule.Class), currentUser.Actor, time.GetUtcNow());
        activity.About("rate_limit", rule.Id, rule.Uuid, $"{rule.Class.ToString().ToLowerInvariant()} has its first numbers again");
        return new DeletedRule(Deleted: false);
    }
}
