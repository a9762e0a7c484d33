using Microsoft.EntityFrameworkCore;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Infrastructure.Deliveries;

/// <summary>How long a worker may take over one delivery before another takes it up.</summary>
internal sealed record DeliveryLeaseTime(TimeSpan Lasts);

internal sealed class DeliveryLease(PropOpsDbContext db, StatementGate gate, DeliveryLeaseTime lease, TimeProvider time) : IDeliveryLease
{
    public async Task<bool> Take(long deliveryId, string owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + lease.Lasts;
        return await gate.Write(
            () => db.Set<Delivery>()
                .Where(row => row.Id == deliveryId && row.Status == DeliveryStatus.Queued && row.NextAttemptAt <= now && (row.LeaseUntil == null || row.LeaseUntil < now))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.LeaseOwner, owner).SetProperty(row => row.LeaseUntil, until).SetProperty(row => row.Attempts, row => row.Attempts + 1),
                    cancellationToken),
            cancellationToken) == 1;
    }
}
