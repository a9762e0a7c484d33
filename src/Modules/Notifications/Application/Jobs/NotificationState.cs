using Microsoft.EntityFrameworkCore;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Persistence;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Application.Jobs;

internal sealed class NotificationState(IReadDb db) : INotificationState
{
    private const string AssignmentType = "job_assigned";

    public async Task<IReadOnlyList<AssignmentDelivery>> OfAssignment(Guid jobUuid, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var deliveries = db.Of<Delivery>().Where(row => row.JobUuid == jobUuid && row.EventType == AssignmentType && row.CreatedAt >= since);
        var last = await deliveries.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Select(row => row.SourceEventId).FirstOrDefaultAsync(cancellationToken);
        var rows = await deliveries.Where(row => row.SourceEventId == last).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new AssignmentDelivery(row.Channel.ToString().ToLowerInvariant(), row.Status.ToString().ToLowerInvariant(), row.CreatedAt, row.SentAt ?? row.UpdatedAt))];
    }
}
