using PropOps.Application.Input;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity.OneTime;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Invitations;

/// <summary>Whom a mailed link invites, and where to. Looking does not use it up.</summary>
[Anyone]
public sealed record GetInvitation
{
    [FromPath, Secret, Text(1, 200)]
    public required string Token { get; init; }
}

/// <param name="Email">masked.</param>
public sealed record Invitation(string FirstName, string Email, string Organisation, DateTimeOffset ExpiresAt)
{
    /// <summary>Unknown, used, cancelled and expired ones are not told apart.</summary>
    public static NotFoundRefusal NotValid() => NotFoundRefusal.Saying("This invitation is not valid");
}

internal sealed class GetInvitationHandler(OneTimeLinks links, ISettings settings) : IHandler<GetInvitation, Invitation>
{
    public async Task<Invitation> Handle(GetInvitation request, CancellationToken cancellationToken) =>
        await links.Look(LinkPurpose.Invitation, request.Token, cancellationToken) is { User.AwaitsOwner: true } invited
            ? new Invitation(invited.User.FirstName, EmailAddress.Mask(invited.User.Email), settings.Get(OrganisationSettings.Name), invited.ExpiresAt)
            : throw Invitation.NotValid();
}
