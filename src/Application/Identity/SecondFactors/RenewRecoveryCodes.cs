using PropOps.Application.Activity;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Makes new recovery codes; the old ones are good no longer.</summary>
[SignedIn(Reauth = true)]
public sealed record RenewRecoveryCodes : ICommand;

[ShownOnce]
public sealed record NewRecoveryCodes(IReadOnlyList<string> RecoveryCodes);

internal sealed class RenewRecoveryCodesHandler(
    ICurrentUser currentUser, IRepository<User> users, ISecondFactors factors, RecoveryCodes recoveryCodes, ActivityDraft activity)
    : IHandler<RenewRecoveryCodes, NewRecoveryCodes>
{
    public async Task<NewRecoveryCodes> Handle(RenewRecoveryCodes request, CancellationToken cancellationToken)
    {
        var user = (await users.Find(new UserById(currentUser.RequireCaller().Id), cancellationToken))!;
        if (user.SecondFactorSince is null)
        {
            throw new ConflictRefusal("The second factor is not on");
        }

        var (shown, kept) = recoveryCodes.Make();
        (await factors.Of(user, cancellationToken)).Renew(kept);
        user.RenewedRecoveryCodes();
        activity.About("user", user.Id, user.Uuid, "New recovery codes", ["recovery_codes"]);
        return new NewRecoveryCodes(shown);
    }
}
