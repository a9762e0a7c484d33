using Microsoft.EntityFrameworkCore;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Infrastructure.Deliveries;

internal sealed class DeliveryLease(PropOpsDbContext db, StatementGate gate, TimeProvider time) : IDeliveryLease
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    public async Task<bool> Take(long deliveryId, string owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + Lease;
        return await gate.Write(
            () => db.Set<Delivery>()
                .Where(row => row.Id == deliveryId && row.Status == DeliveryStatus.Queued && row.NextAttemptAt <= now && (row.LeaseUntil == null || row.LeaseUntil < now))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.LeaseOwner, owner).SetProperty(row => row.LeaseUntil, until).SetProperty(row => row.Attempts, row => row.Attempts + 1),
                    cancellationToken),
            cancellationToken) == 1;
    }
}
