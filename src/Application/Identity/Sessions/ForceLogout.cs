using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Sessions;

/// <summary>Signs somebody out everywhere: every session and every token ends.</summary>
[Permission("api.users.logout_user.manage", AccountTypes = [AccountType.Staff], OwnHandsOnly = true)]
public sealed record ForceLogout : ICommand
{
    [Alias("user_id", "user_uuid")]
    public required Ref Uuid { get; init; }
}

public sealed record ForcedLogout(int SessionsEnded);

internal sealed class ForceLogoutHandler(ICurrentUser currentUser, ManagedAccounts accounts, ISessions sessions, ISecurityLog securityLog, ActivityDraft activity)
    : IHandler<ForceLogout, ForcedLogout>
{
    public async Task<ForcedLogout> Handle(ForceLogout request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        if (request.Uuid.Id == caller.Id || request.Uuid.Uuid == caller.Uuid)
        {
            throw new ConflictRefusal("Use logout to end your own session");
        }

        var user = (await accounts.Managed(request.Uuid, cancellationToken)).Account;
        var ended = await sessions.EndAll(user.Id, kinds: null, except: null, cancellationToken);
        securityLog.Add(new SecurityNote(SecurityEventType.SessionEnded, user.Id) { Detail = "Signed out everywhere" });
        activity.About("user", user.Id, user.Uuid, "Signed out everywhere");
        return new ForcedLogout(ended);
    }
}
