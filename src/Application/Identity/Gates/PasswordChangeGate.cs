using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Gates;

/// <summary>Somebody else knows the password: who set it, or who has the data of a breach.</summary>
internal sealed class PasswordChangeGate : IGate
{
    public Gate Gate => Gate.PasswordChange;

    public Refusal? StandsBefore(Caller caller) =>
        caller.MustChangePassword ? new ForbiddenRefusal("Choose a new password", "password_change_required") : null;
}
