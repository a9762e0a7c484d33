using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Turns one's own second factor off.</summary>
/// <remarks>No command: a wrong code must be counted although the call is refused.</remarks>
[SignedIn(Reauth = true)]
public sealed record DisableSecondFactor
{
    [Secret, Text(6, 20)]
    public required string Code { get; init; }
}

public sealed record SecondFactorSwitch(bool Enabled);

internal sealed class DisableSecondFactorHandler(
    ICurrentUser currentUser,
    SecondFactorRule rule,
    FactorTries tries,
    SecondFactorRemoval removal,
    IRepository<User> users,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog) : IHandler<DisableSecondFactor, SecondFactorSwitch>
{
    public async Task<SecondFactorSwitch> Handle(DisableSecondFactor request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        if (rule.Requires(caller.Type, caller.RoleName))
        {
            throw new ConflictRefusal("Your organisation requires a second factor");
        }

        await tries.Take(caller, request.Code, cancellationToken);
        return await transaction.Run(
            async () =>
            {
                var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
                await removal.Remove(user, isByAdmin: false, reason: "", cancellationToken);
                activity.About("user", user.Id, user.Uuid, "Second factor turned off", ["mfa_enabled"]);
                activityLog.Add(activity);
                return new SecondFactorSwitch(Enabled: false);
            },
            cancellationToken);
    }
}
