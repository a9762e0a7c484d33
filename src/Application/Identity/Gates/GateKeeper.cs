using PropOps.Application.UseCases;

namespace PropOps.Application.Identity.Gates;

/// <summary>Asks the gates in their order; the first that stands answers.</summary>
public sealed class GateKeeper(IEnumerable<IGate> gates)
{
    private readonly IReadOnlyList<IGate> _inOrder = [.. gates.OrderBy(gate => gate.Gate)];

    /// <exception cref="Domain.Kernel.Refusal">of the first gate that stands before this operation.</exception>
    public void Require(Caller caller, AccessAttribute access)
    {
        foreach (var gate in _inOrder.Where(gate => IsAsked(gate.Gate, access) && IsFor(caller, gate.Gate)))
        {
            if (gate.StandsBefore(caller) is { } refusal)
            {
                throw refusal;
            }
        }
    }

    /// <summary>For a part of a request that needs a fresh proof of who is calling where the whole does not.</summary>
    /// <exception cref="Domain.Kernel.Refusal">the proof is too old, or this session may not do such things.</exception>
    public void RequireProof(Caller caller)
    {
        caller.RequireMaySecure();
        if (_inOrder.First(gate => gate.Gate == Gate.Reauthentication).StandsBefore(caller) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>The codes of what the caller has to do before most operations are open.</summary>
    public IReadOnlyList<string> StandingBefore(Caller caller) =>
        [.. _inOrder.Where(gate => gate.Gate != Gate.Reauthentication && IsFor(caller, gate.Gate)).Select(gate => gate.StandsBefore(caller)).OfType<Domain.Kernel.Refusal>().Select(refusal => refusal.Code).Distinct()];

    /// <summary>What the caller has to do next before most operations are open; None where they are.</summary>
    public Gate FirstBefore(Caller caller) =>
        _inOrder.FirstOrDefault(gate => gate.Gate != Gate.Reauthentication && IsFor(caller, gate.Gate) && gate.StandsBefore(caller) is not null)?.Gate ?? Gate.None;

    // What an owner has to do, nobody who acts for them can do.
    private static bool IsFor(Caller caller, Gate gate) => caller.ActedBy is null || gate <= Gate.Maintenance;

    // Who clears a gate passes that one and those behind it, never those before it (GATE-2).
    private static bool IsAsked(Gate gate, AccessAttribute access) => access switch
    {
        AnyoneAttribute => false,
        _ when gate == Gate.AccountState => true,
        _ when gate == Gate.Reauthentication => access.Reauth,
        { PassesGates: true } => false,
        { OpenDuringFactorSetup: true } when gate == Gate.SecondFactorSetup => false,
        _ => access.Clears == Gate.None || gate < access.Clears,
    };
}
