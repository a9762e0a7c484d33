using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using PropOps.Application.Health;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Health;

internal sealed class ReadinessProbe(PropOpsDbContext db, IHostApplicationLifetime lifetime) : IReadinessProbe
{
    public async Task<string?> Obstacle(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return "stopping";
        }

        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            return "database";
        }

        return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any() ? "migrations" : null;
    }
}
