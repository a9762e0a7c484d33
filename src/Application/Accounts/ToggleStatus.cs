using System.ComponentModel.DataAnnotations;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>Suspends an account or lets it in again, decides about one that waits, brings back an archived one (ACC-9).</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record ToggleStatus : ICommand, IValidatableObject
{
    [Alias("user_uuid", "user_id")]
    public required Ref Uuid { get; init; }

    public int? AccountStatusId { get; init; }

    [Text(0, 300)]
    public string? Reason { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AccountStatusId is not (null or (int)AccountStatus.Active or (int)AccountStatus.Suspended or (int)AccountStatus.Archived))
        {
            yield return new(null, ["account_status_id"]);
        }
    }
}

public sealed record AccountStanding(Guid Uuid, int AccountStatusId, string AccountStatusName);

/// <summary>As <see cref="ToggleStatus"/>, between Active and Suspended.</summary>
[Permission(AccountKeys.Settings, AccountTypes = [AccountType.Staff])]
public sealed record ToggleSettingsUser : ICommand
{
    [Alias("uuid", "user_uuid")]
    public required Ref UserId { get; init; }
}

public sealed record SettingsUserStatus(long UserId, string Status);

internal sealed class ToggleStatusHandler(ManagedAccounts accounts, AccountStatusMoves moves, ActivityDraft activity) :
    IHandler<ToggleStatus, AccountStanding>,
    IHandler<ToggleSettingsUser, SettingsUserStatus>
{
    public async Task<AccountStanding> Handle(ToggleStatus request, CancellationToken cancellationToken)
    {
        var account = await Move(request.Uuid, (AccountStatus?)request.AccountStatusId, request.Reason, cancellationToken);
        return new AccountStanding(account.Uuid, (int)account.Status, account.Status.ToString());
    }

    public async Task<SettingsUserStatus> Handle(ToggleSettingsUser request, CancellationToken cancellationToken)
    {
        var account = await Move(request.UserId, to: null, reason: null, cancellationToken);
        return new SettingsUserStatus(account.Id, account.Status.ToString());
    }

    private async Task<User> Move(Ref named, AccountStatus? to, string? reason, CancellationToken cancellationToken)
    {
        var account = (await accounts.ManagedToChange(named, cancellationToken)).Account;
        await moves.Move(account, to, reason, cancellationToken);
        activity.About("user", account.Id, account.Uuid, "Status changed", ["account_status_id"]);
        if (account.AccountType == AccountType.Staff)
        {
            activity.Action = "staff_user_status_change";
        }

        return account;
    }
}
