using System.ComponentModel.DataAnnotations;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.RateLimiting;

/// <summary>Forgets what a caller has used. The rules stay.</summary>
[Permission("api.admin.rate-limits.manage", AccountTypes = [AccountType.Staff])]
public sealed record ClearRateLimits : ICommand, IValidatableObject
{
    public Ref? UserId { get; init; }

    [Text(0, 45)]
    public string? Ip { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => CallerChoice.Check(UserId, Ip);
}

public sealed record ClearedCounters(int Cleared);

internal sealed class ClearRateLimitsHandler(CallerChoice choice, ICallerLimits limits, ActivityDraft activity) : IHandler<ClearRateLimits, ClearedCounters>
{
    public async Task<ClearedCounters> Handle(ClearRateLimits request, CancellationToken cancellationToken)
    {
        var caller = await choice.Of(request.UserId, request.Ip, cancellationToken);
        var cleared = await limits.Clear(caller);
        activity.Did(caller.AccountId is { } account ? $"Counters of account {account} were cleared" : "Counters of an address were cleared");
        return new ClearedCounters(cleared);
    }
}
