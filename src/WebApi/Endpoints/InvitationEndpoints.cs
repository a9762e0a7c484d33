using PropOps.Application.Identity.Invitations;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class InvitationEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Post("/api/users/users")
            .Action<InviteUser, InvitedUser>("invite").Saying("Invitation sent")
            .Action<ResendInvitation, ResentInvitation>("resend_invitation").Saying("Invitation sent")
            .Action<CancelInvitation, Nothing?>("cancel_invitation").Saying("Invitation cancelled");
        api.Get("/api/public/invitation/{token}").Only<GetInvitation, Invitation>("auth.invitation.get").Limited(RateClass.Public);
        api.Post("/api/public/invitation/{token}").Only<AcceptInvitation, AcceptedInvitation>("auth.invitation.accept").Limited(RateClass.Public)
            .Saying("Your account is ready. You can now log in.");
    }
}
