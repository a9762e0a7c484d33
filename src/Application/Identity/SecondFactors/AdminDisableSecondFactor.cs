using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Turns off the second factor of somebody who lost it; their sessions end.</summary>
[Permission("api.security.mfa.manage", AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record AdminDisableSecondFactor : ICommand
{
    [Alias("user_id", "uuid")]
    public required Ref UserUuid { get; init; }

    [Text(3, 300)]
    public required string Reason { get; init; }
}

internal sealed class AdminDisableSecondFactorHandler(ManagedAccounts accounts, SecondFactorRemoval removal, ISessions sessions, ActivityDraft activity)
    : IHandler<AdminDisableSecondFactor, SecondFactorSwitch>
{
    public async Task<SecondFactorSwitch> Handle(AdminDisableSecondFactor request, CancellationToken cancellationToken)
    {
        var user = (await accounts.ManagedToChange(request.UserUuid, cancellationToken)).Account;
        await removal.Remove(user, isByAdmin: true, request.Reason, cancellationToken);
        await sessions.EndAll(user.Id, kinds: null, except: null, cancellationToken);
        activity.About("user", user.Id, user.Uuid, "Second factor turned off by an administrator", ["mfa_enabled"]);
        return new SecondFactorSwitch(Enabled: false);
    }
}
