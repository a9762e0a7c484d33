using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.RateLimiting;

namespace PropOps.Application.RateLimiting;

/// <summary>How much of each limit a caller has used.</summary>
[Permission("api.admin.rate-limits.view", AccountTypes = [AccountType.Staff])]
public sealed record GetRateLimitState : IValidatableObject
{
    public Ref? UserId { get; init; }

    [Text(0, 45)]
    public string? Ip { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => CallerChoice.Check(UserId, Ip);
}

/// <param name="Method">of a rule of one endpoint.</param>
public sealed record RateLimitState(string Class, string? Method, string? Path, int Limit, int Used, int Remaining, DateTimeOffset ResetsAt);

internal sealed class GetRateLimitStateHandler(CallerChoice choice, ICallerLimits limits) : IHandler<GetRateLimitState, Page<RateLimitState>>
{
    public async Task<Page<RateLimitState>> Handle(GetRateLimitState request, CancellationToken cancellationToken)
    {
        var states = await limits.Of(await choice.Of(request.UserId, request.Ip, cancellationToken));
        return new Page<RateLimitState>(
        [
            .. states.Select(state => new RateLimitState(
                state.Rule.Class.ToString().ToLowerInvariant(),
                state.Rule.Path is null ? null : state.Rule.Method,
                state.Rule.Path,
                state.Limit,
                state.Limit - state.Remaining,
                state.Remaining,
                state.ResetsAt)),
        ]);
    }
}

/// <summary>Whom a request about counters names.</summary>
internal sealed class CallerChoice(IReadDb db)
{
    public static IEnumerable<ValidationResult> Check(Ref? user, string? ip)
    {
        if (user is null == ip is null)
        {
            yield return new("Send either user_id or ip", ["user_id"]);
        }

        if (ip is not null && !IPAddress.TryParse(ip, out _))
        {
            yield return new(null, ["ip"]);
        }
    }

    /// <exception cref="NotFoundRefusal">there is no such account.</exception>
    public async Task<LimitedCaller> Of(Ref? user, string? ip, CancellationToken cancellationToken) => user is { } named
        ? new LimitedCaller(
            await db.Of<User>().Where(account => account.Id == named.Id || account.Uuid == named.Uuid).Select(account => (long?)account.Id).SingleOrDefaultAsync(cancellationToken)
                ?? throw new NotFoundRefusal("User"),
            null)
        : new LimitedCaller(null, ip);
}
