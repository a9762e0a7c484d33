using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.Gates;

/// <summary>The sign-in came from a network that the account has not used lately, and its PIN has not been entered yet (PIN-1).</summary>
internal sealed class NewAddressGate : IGate
{
    public Gate Gate => Gate.NewAddress;

    public Refusal? StandsBefore(Caller caller) =>
        caller.Session.AwaitsPin ? new ForbiddenRefusal("Confirm the PIN sent to your email address", "ip_pin_required") : null;
}
