using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Blacklist;

/// <summary>Shuts an account out: its sessions and tokens end, and its sign-in answers as for an unknown one.</summary>
[Permission("api.security.blacklist.manage", Also = ["api.users.users.manage"], AccountTypes = [AccountType.Staff], OwnHandsOnly = true)]
public sealed record AddToBlacklist : ICommand
{
    [Alias("user_uuid", "uuid")]
    public required Ref UserId { get; init; }

    [Text(0, 300)]
    public string? Reason { get; init; }
}

/// <summary>Lets an account in again.</summary>
[Permission("api.security.blacklist.manage", Also = ["api.users.users.manage"], AccountTypes = [AccountType.Staff], OwnHandsOnly = true)]
public sealed record RemoveFromBlacklist : ICommand
{
    [Alias("user_uuid", "uuid")]
    public required Ref UserId { get; init; }

    [Text(0, 300)]
    public string? Reason { get; init; }
}

public sealed record BlacklistEntry(long UserId, bool IsBlacklisted);

internal sealed class AddToBlacklistHandler(BlacklistChange change) : IHandler<AddToBlacklist, BlacklistEntry>
{
    public Task<BlacklistEntry> Handle(AddToBlacklist request, CancellationToken cancellationToken) =>
        change.Answer(request.UserId, isBlacklisted: true, request.Reason, cancellationToken);
}

internal sealed class RemoveFromBlacklistHandler(BlacklistChange change) : IHandler<RemoveFromBlacklist, BlacklistEntry>
{
    public Task<BlacklistEntry> Handle(RemoveFromBlacklist request, CancellationToken cancellationToken) =>
        change.Answer(request.UserId, isBlacklisted: false, request.Reason, cancellationToken);
}

/// <summary>No administrator shuts out the last SysOps account, since nobody manages one (ACC-4, PERM-5).</summary>
internal sealed class BlacklistChange(ManagedAccounts accounts, ISessions sessions, ISecurityLog securityLog, ActivityDraft activity, TimeProvider time)
{
    public async Task<BlacklistEntry> Answer(Ref account, bool isBlacklisted, string? reason, CancellationToken cancellationToken)
    {
        var user = (await accounts.ManagedToChange(account, cancellationToken)).Account;
        activity.About("user", user.Id, user.Uuid, isBlacklisted ? "Put on the blacklist" : "Taken off the blacklist", ["is_blacklisted"]);
        if (user.Blacklist(isBlacklisted, reason, time.GetUtcNow()))
        {
            securityLog.Add(new SecurityNote(isBlacklisted ? SecurityEventType.Blacklisted : SecurityEventType.Unblacklisted, user.Id) { Detail = reason ?? "" });
            if (isBlacklisted)
            {
                await sessions.EndAll(user.Id, kinds: null, except: null, cancellationToken);
            }
        }

        return new BlacklistEntry(user.Id, isBlacklisted);
    }
}
