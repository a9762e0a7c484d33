using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;

namespace PropOps.Application.Identity.Invitations;

/// <summary>Takes an invitation back. The account was never used, so nothing of it is kept.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record CancelInvitation : ICommand
{
    [Alias("user_uuid", "user_id")]
    public required Ref Uuid { get; init; }
}

internal sealed class CancelInvitationHandler(ManagedAccounts accounts, OneTimeLinks links, IRepository<User> users, ActivityDraft activity) : IHandler<CancelInvitation, Nothing?>
{
    public async Task<Nothing?> Handle(CancelInvitation request, CancellationToken cancellationToken)
    {
        var user = (await accounts.ManagedToChange(request.Uuid, cancellationToken)).Account;
        user.CancelInvitation();
        await links.End(LinkPurpose.Invitation, user.Id, cancellationToken);
        users.Remove(user);
        activity.About("user", user.Id, user.Uuid, "Invitation taken back, account deleted");
        return null;
    }
}
