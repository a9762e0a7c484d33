using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>Ends every session and token of an account.</summary>
[Permission(AccountKeys.Settings, AccountTypes = [AccountType.Staff])]
public sealed record SignOutSettingsUser : ICommand
{
    [Alias("uuid", "user_uuid")]
    public required Ref UserId { get; init; }
}

public sealed record SignedOutSettingsUser(long UserId, int SessionsEnded);

internal sealed class SignOutSettingsUserHandler(ManagedAccounts accounts, ISessions sessions, ICurrentUser currentUser, ActivityDraft activity)
    : IHandler<SignOutSettingsUser, SignedOutSettingsUser>
{
    public async Task<SignedOutSettingsUser> Handle(SignOutSettingsUser request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        if (request.UserId == caller.Id || request.UserId == caller.Uuid)
        {
            throw new ConflictRefusal("Use logout to end your own session");
        }

        var account = (await accounts.ManagedToChange(request.UserId, cancellationToken)).Account;
        var ended = await sessions.EndAll(account.Id, kinds: null, except: null, cancellationToken);
        activity.About("user", account.Id, account.Uuid, "Signed out everywhere");
        return new SignedOutSettingsUser(account.Id, ended);
    }
}
