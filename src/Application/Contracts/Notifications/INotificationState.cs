namespace PropOps.Application.Contracts.Notifications;

/// <summary>What became of the messages that tell a contractor of an assignment. From Notifications, for Jobs.</summary>
public interface INotificationState
{
    /// <param name="since">when the job was given to the contractor; what was written before was about another assignment.</param>
    /// <returns>of the last message the deliveries, the first one first; empty where there was none.</returns>
    Task<IReadOnlyList<AssignmentDelivery>> OfAssignment(Guid jobUuid, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <param name="QueuedAt">when it was asked for.</param>
/// <param name="At">when it came to its status.</param>
public sealed record AssignmentDelivery(string Channel, string Status, DateTimeOffset QueuedAt, DateTimeOffset At);
