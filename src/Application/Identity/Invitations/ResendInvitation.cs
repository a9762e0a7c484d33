using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Invitations;

/// <summary>Mails a new link; the earlier one ends.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record ResendInvitation : ICommand
{
    [Alias("user_uuid", "user_id")]
    public required Ref Uuid { get; init; }
}

public sealed record ResentInvitation(DateTimeOffset InvitationExpiresAt);

internal sealed class ResendInvitationHandler(ManagedAccounts accounts, InvitationMails mails, ActivityDraft activity) : IHandler<ResendInvitation, ResentInvitation>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public async Task<ResentInvitation> Handle(ResendInvitation request, CancellationToken cancellationToken)
    {
        var user = (await accounts.ManagedToChange(request.Uuid, cancellationToken)).Account;
        user.RequireOpenInvitation();
        var expiresAt = await mails.Send(user, Lifetime, cancellationToken);
        activity.About("user", user.Id, user.Uuid, "Its owner was invited once more");
        return new ResentInvitation(expiresAt);
    }
}
