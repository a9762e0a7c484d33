using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Gates;

/// <summary>Everybody but Staff shows that they read mail at their address.</summary>
internal sealed class EmailVerificationGate : IGate
{
    public Gate Gate => Gate.EmailVerification;

    public Refusal? StandsBefore(Caller caller) =>
        caller is { HasVerifiedEmail: false, Type: not AccountType.Staff } ? new ForbiddenRefusal("Verify your email address", "email_verification_required") : null;
}
