using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Gates;

/// <summary>Who is calling was last proven too long ago for what they want to do (GATE-1).</summary>
internal sealed class ReauthenticationGate(TimeProvider time) : IGate
{
    public static readonly TimeSpan ProofHolds = TimeSpan.FromMinutes(15);

    public Gate Gate => Gate.Reauthentication;

    // A session that may not do such things at all is told so, instead of being sent to prove what would not help.
    public Refusal? StandsBefore(Caller caller) => caller.Session.MaySecure && !(time.GetUtcNow() - caller.Session.ProvenAt < ProofHolds)
        ? new ForbiddenRefusal("Confirm your password to continue", "reauthentication_required")
        : null;
}
