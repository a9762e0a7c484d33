using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity;

/// <summary>Ends every lock of an account (SIGN-3), for whoever has the machine and nobody to sign in as.</summary>
public sealed class AccountUnlock(
    IRepository<User> users, ISignInGuard guard, IBlindIndex blindIndex, ITransaction transaction, ActivityDraft activity, IActivityLog activityLog, ISecurityLog securityLog)
{
    /// <returns>false where there is no such account.</returns>
    public Task<bool> Unlock(string email, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            var token = blindIndex.Token(BlindIndexKind.Email, email);
            if (await users.Find(new UserByEmailToken(token), cancellationToken) is not { } user)
            {
                return false;
            }

            await guard.Unlock(token, cancellationToken);
            activity.Action = "users.unlock";
            activity.About("user", user.Id, user.Uuid, "Ended every lock, on the command line");
            activityLog.Add(activity);
            securityLog.Add(new SecurityNote(SecurityEventType.Unlocked, user.Id) { Detail = "On the command line" });
            return true;
        },
        cancellationToken);
}
