using Microsoft.EntityFrameworkCore;
using PropOps.Application.Health;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Infrastructure.Email;

/// <summary>As good as the latest mail: unhealthy from the first that fails until the first that passes (HEALTH-1).</summary>
internal sealed class EmailHealth(PropOpsDbContext db, TimeProvider time) : IHealthSource
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public HealthComponentName Component => HealthComponentName.Email;

    public async Task<HealthFinding> Check(CancellationToken cancellationToken)
    {
        // One look into the index for each way that a mail can stand.
        var since = time.GetUtcNow() - Remembered;
        var mails = db.Set<Delivery>().Where(mail => mail.Channel == DeliveryChannel.Email && mail.UpdatedAt >= since);
        var sent = await Latest(mails.Where(mail => mail.Status == DeliveryStatus.Sent));
        var failed = await Latest(mails.Where(mail => mail.Status == DeliveryStatus.Failed));
        var waiting = await Latest(mails.Where(mail => mail.Status == DeliveryStatus.Queued && mail.PeerMessage != null));
        var latestFailure = failed > waiting || waiting is null ? failed : waiting;
        return latestFailure is null || latestFailure < sent
            ? HealthFinding.Healthy("Mails are handed over")
            : HealthFinding.Unhealthy("The latest mail could not be handed over");

        Task<DateTimeOffset?> Latest(IQueryable<Delivery> of) => of.MaxAsync(mail => (DateTimeOffset?)mail.UpdatedAt, cancellationToken);
    }
}
