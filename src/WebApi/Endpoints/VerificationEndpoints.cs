using PropOps.Application.Identity.EmailVerification;
using PropOps.Application.Identity.NewAddress;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class VerificationEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Post("/api/auth/ip-pin")
            .Action<SendPin, SentPin>("send").WithId("auth.ip_pin.send").Limited(RateClass.Auth).Saying("PIN sent")
            .Action<VerifyPin, PassedPin>("verify").WithId("auth.ip_pin.verify").Limited(RateClass.Auth).Saying("Address confirmed");
        api.Post("/api/users/email-verification").Only<SendEmailVerification, VerificationSent>("users.email_verification.send");
        api.Post("/api/email/verify").Action<ConfirmEmail, ConfirmedEmail>("confirm").Limited(RateClass.Auth).Saying("Email address verified");
    }
}
