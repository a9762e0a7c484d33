using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Identity.Passwords;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;

namespace PropOps.Application.Identity.Invitations;

/// <summary>Takes over the account that was made: chooses its password, and corrects the name if need be.</summary>
/// <remarks>No command: hashes are computed before the transaction that takes the link.</remarks>
[Anyone]
public sealed record AcceptInvitation
{
    [FromPath, Secret, Text(1, 200)]
    public required string Token { get; init; }

    [Secret, Text(1, PasswordPolicy.Longest)]
    public required string Password { get; init; }

    [Text(1, 100), Label]
    public string? FirstName { get; init; }

    [Text(1, 100), Label]
    public string? LastName { get; init; }

    [Text(0, 40)]
    public string? Phone { get; init; }
}

/// <param name="Email">masked.</param>
public sealed record AcceptedInvitation(string Email);

internal sealed class AcceptInvitationHandler(
    OneTimeLinks links,
    PasswordChoice choice,
    AccountFields fields,
    IKnownNetworks networks,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    Origin origin,
    TimeProvider time) : IHandler<AcceptInvitation, AcceptedInvitation>
{
    public async Task<AcceptedInvitation> Handle(AcceptInvitation request, CancellationToken cancellationToken)
    {
        var invited = StillInvited((await links.Look(LinkPurpose.Invitation, request.Token, cancellationToken))?.User);
        var owner = new PasswordOwner(request.FirstName ?? invited.FirstName, request.LastName ?? invited.LastName, invited.Email, EarlierHashes: []);
        var hash = await choice.Accept(request.Password, owner, "password", cancellationToken);
        return await transaction.Run(
            async () =>
            {
                var user = StillInvited(await links.Take(LinkPurpose.Invitation, request.Token, cancellationToken));
                var now = time.GetUtcNow();
                user.Revise(user.Profile with { FirstName = owner.FirstName, LastName = owner.LastName, Phone = fields.Phone(request.Phone) ?? user.Phone }, now);
                user.TakeOver(hash, now);
                await networks.Remember(user.Id, origin.IpAddress, cancellationToken);
                activity.ByLink(user.Id);
                activity.About("user", user.Id, user.Uuid, "Took the account over", ["password", "email_verified_at", "account_status_id"]);
                activityLog.Add(activity);
                return new AcceptedInvitation(EmailAddress.Mask(user.Email));
            },
            cancellationToken);
    }

    /// <summary>Neither the link nor the account may have gone, or be in use.</summary>
    private static User StillInvited(User? user) => user is { AwaitsOwner: true } ? user : throw Invitation.NotValid();
}
