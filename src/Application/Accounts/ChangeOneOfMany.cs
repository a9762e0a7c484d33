using PropOps.Application.Activity;
using PropOps.Application.Identity.Sessions;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>One account of a request about many: all that it asks for, or nothing.</summary>
[Permission(AccountKeys.Manage, Also = [AccountKeys.Settings], AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record ChangeOneOfMany(Ref Account, AccountDeed Deed, WantedChanges Changes) : ICommand;

/// <summary>What is done with an account beside changing its fields.</summary>
public enum AccountDeed
{
    Nothing,
    Enable,
    Disable,
    Archive,
    SignOut,
}

internal static class AccountDeeds
{
    public static AccountDeed To(AccountStatus status) => status == AccountStatus.Active ? AccountDeed.Enable : AccountDeed.Disable;
}

internal sealed class ChangeOneOfManyHandler(ManagedAccounts accounts, AccountChanges changes, AccountStatusMoves moves, SessionEnding ending, ActivityDraft activity)
    : IHandler<ChangeOneOfMany, Nothing?>
{
    public async Task<Nothing?> Handle(ChangeOneOfMany request, CancellationToken cancellationToken)
    {
        var role = await changes.RoleToGive(request.Changes.RoleId, cancellationToken);
        var power = await accounts.ManagedToChange(request.Account, cancellationToken);
        var account = power.Account;
        var changed = await changes.Apply(power, request.Changes, role, cancellationToken);
        await Do(request.Deed, account, cancellationToken);
        activity.About("user", account.Id, account.Uuid, "Account changed with others", request.Deed is AccountDeed.Enable or AccountDeed.Disable or AccountDeed.Archive ? [.. changed, "account_status_id"] : changed);
        return null;
    }

    private async Task Do(AccountDeed deed, User account, CancellationToken cancellationToken)
    {
        switch (deed)
        {
            // What is so already is no fault of a call about many.
            case AccountDeed.Enable when account.Status != AccountStatus.Active:
                await moves.Move(account, AccountStatus.Active, reason: null, cancellationToken);
                break;
            case AccountDeed.Disable when account.Status != AccountStatus.Suspended:
                await moves.Move(account, AccountStatus.Suspended, reason: null, cancellationToken);
                break;
            case AccountDeed.Archive:
                await moves.Archive(account, reason: null, cancellationToken);
                break;
            case AccountDeed.SignOut:
                await ending.EndAll(account, cancellationToken);
                break;
        }
    }
}
