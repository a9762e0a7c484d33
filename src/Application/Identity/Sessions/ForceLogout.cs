using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Sessions;

/// <summary>Signs somebody out everywhere: every session and every token ends.</summary>
[Permission("api.users.logout_user.manage", AccountTypes = [AccountType.Staff], OwnHandsOnly = true)]
public sealed record ForceLogout : ICommand
{
    [Alias("user_id", "user_uuid")]
    public required Ref Uuid { get; init; }
}

public sealed record ForcedLogout(int SessionsEnded);

/// <summary>As <see cref="ForceLogout"/>, from the settings page.</summary>
[Permission(AccountKeys.Settings, AccountTypes = [AccountType.Staff], OwnHandsOnly = true)]
public sealed record SignOutSettingsUser : ICommand
{
    [Alias("uuid", "user_uuid")]
    public required Ref UserId { get; init; }
}

public sealed record SignedOutSettingsUser(long UserId, int SessionsEnded);

internal sealed class ForceLogoutHandler(ICurrentUser currentUser, ManagedAccounts accounts, SessionEnding ending, ActivityDraft activity) :
    IHandler<ForceLogout, ForcedLogout>,
    IHandler<SignOutSettingsUser, SignedOutSettingsUser>
{
    public async Task<ForcedLogout> Handle(ForceLogout request, CancellationToken cancellationToken) => new((await SignOut(request.Uuid, cancellationToken)).Ended);

    public async Task<SignedOutSettingsUser> Handle(SignOutSettingsUser request, CancellationToken cancellationToken)
    {
        var (account, ended) = await SignOut(request.UserId, cancellationToken);
        return new SignedOutSettingsUser(account.Id, ended);
    }

    private async Task<(User Account, int Ended)> SignOut(Ref named, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        if (named.Id == caller.Id || named.Uuid == caller.Uuid)
        {
            throw new ConflictRefusal("Use logout to end your own session");
        }

        var account = (await accounts.ManagedToChange(named, cancellationToken)).Account;
        var ended = await ending.EndAll(account, cancellationToken);
        activity.About("user", account.Id, account.Uuid, "Signed out everywhere");
        return (account, ended.Total);
    }
}
