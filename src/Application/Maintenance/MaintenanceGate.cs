using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Maintenance;

/// <summary>Keeps everybody but Staff out while maintenance mode is on.</summary>
internal sealed class MaintenanceGate(IMaintenance maintenance) : IGate
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(60);

    public Gate Gate => Gate.Maintenance;

    public Refusal? StandsBefore(Caller caller) =>
        caller.Type != AccountType.Staff && maintenance.Current.Enabled
            ? new UnavailableRefusal("PropOps is under maintenance", "maintenance", RetryAfter)
            : null;
}
