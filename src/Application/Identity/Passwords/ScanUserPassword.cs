using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Passwords;

/// <summary>Has the password of an account looked up once more. Its hash tells nothing, so that happens at the next sign-in.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record ScanUserPassword : ICommand
{
    [Alias("user_uuid", "user_id")]
    public required Ref Uuid { get; init; }
}

/// <param name="LastChecked">null where it was never looked up.</param>
public sealed record WantedScan(long UserId, PasswordStatus Status, DateTimeOffset? LastChecked, bool WillCheckAtNextSignIn);

internal sealed class ScanUserPasswordHandler(ManagedAccounts accounts, ActivityDraft activity) : IHandler<ScanUserPassword, WantedScan>
{
    public async Task<WantedScan> Handle(ScanUserPassword request, CancellationToken cancellationToken)
    {
        var user = (await accounts.ManagedToChange(request.Uuid, cancellationToken)).Account;
        user.RequirePasswordCheck();
        activity.About("user", user.Id, user.Uuid, "Its password is looked up at the next sign-in");
        return new WantedScan(user.Id, PasswordBreachStatus.Of(user).Status, user.PasswordCheckedAt, WillCheckAtNextSignIn: true);
    }
}
