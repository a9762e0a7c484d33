using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Gates;

/// <summary>The account has a second factor, and this session has not passed it yet.</summary>
internal sealed class SecondFactorGate : IGate
{
    public const string Code = "second_factor_required";

    public Gate Gate => Gate.SecondFactor;

    public Refusal? StandsBefore(Caller caller) => caller.OwesSecondFactor ? new ForbiddenRefusal("Enter the code from your authenticator app", Code) : null;
}
