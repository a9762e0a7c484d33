using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>Archives an account: nobody signs in with it any more.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record DeleteUser : ICommand
{
    [Alias("user_uuid", "user_id")]
    public required Ref Uuid { get; init; }

    [Text(0, 300)]
    public string? Reason { get; init; }
}

public sealed record DeletedUser(Guid Uuid, string AccountStatusName);

/// <summary>As <see cref="DeleteUser"/>.</summary>
[Permission(AccountKeys.Settings, AccountTypes = [AccountType.Staff], Reauth = true)]
public sealed record DeleteSettingsUser : ICommand
{
    [Alias("uuid", "user_uuid")]
    public required Ref UserId { get; init; }
}

internal sealed class DeleteUserHandler(ManagedAccounts accounts, AccountStatusMoves moves, ActivityDraft activity) :
    IHandler<DeleteUser, DeletedUser>,
    IHandler<DeleteSettingsUser, SettingsUserStatus>
{
    public async Task<DeletedUser> Handle(DeleteUser request, CancellationToken cancellationToken)
    {
        var account = await Archive(request.Uuid, request.Reason, cancellationToken);
        return new DeletedUser(account.Uuid, account.Status.ToString());
    }

    public async Task<SettingsUserStatus> Handle(DeleteSettingsUser request, CancellationToken cancellationToken)
    {
        var account = await Archive(request.UserId, reason: null, cancellationToken);
        return new SettingsUserStatus(account.Id, account.Status.ToString());
    }

    private async Task<User> Archive(Ref named, string? reason, CancellationToken cancellationToken)
    {
        var account = (await accounts.ManagedToChange(named, cancellationToken)).Account;
        await moves.Archive(account, reason, cancellationToken);
        activity.About("user", account.Id, account.Uuid, "Account archived", ["account_status_id"]);
        return account;
    }
}
