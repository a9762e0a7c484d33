using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Domain.Maintenance;

namespace PropOps.Application.Maintenance;

/// <summary>Tells that maintenance has ended by itself. The gate goes by the clock and waits for nobody.</summary>
internal sealed class EndMaintenance(IRepository<MaintenanceMode> modes, ITransaction transaction, TimeProvider time) : IScheduledTask
{
    public static string Name => "system.maintenance";

    public static string Schedule => "* * * * *";

    public async Task Run(CancellationToken cancellationToken)
    {
        if (await modes.Find(new TheMaintenanceMode(), cancellationToken) is not { IsOn: true, Until: not null })
        {
            return;
        }

        await transaction.Run(
            async () =>
            {
                var mode = await modes.Find(new TheMaintenanceMode(), cancellationToken);
                if (mode is { IsOn: true } && !mode.IsOnAt(time.GetUtcNow()))
                {
                    mode.End(time.GetUtcNow());
                }

                return true;
            },
            cancellationToken);
    }
}
