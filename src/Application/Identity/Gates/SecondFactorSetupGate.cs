using PropOps.Application.Identity.SecondFactors;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Gates;

/// <summary>The organisation asks this account for a second factor, and it has none yet (MFA-4).</summary>
internal sealed class SecondFactorSetupGate(SecondFactorRule rule) : IGate
{
    public Gate Gate => Gate.SecondFactorSetup;

    public Refusal? StandsBefore(Caller caller) => !caller.HasSecondFactor && !caller.Session.IsPersonal && rule.Requires(caller.Type, caller.RoleName)
        ? new ForbiddenRefusal("Set up a second factor", SecondFactorGate.Code)
        : null;
}
