using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Events;

namespace PropOps.Notifications.Application.Jobs;

internal sealed class SendJobCreatedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobCreated>
{
    public Task Handle(JobCreated integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new(), cancellationToken);
}

internal sealed class SendJobAssignedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobAssigned>
{
    /// <summary>Without a word to the contractor where the one who assigned asked for that; the others are told all the same.</summary>
    public Task Handle(JobAssigned integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new() { Unsent = integrationEvent.NotifyContractor ? null : "job_assigned" }, cancellationToken);
}

internal sealed class SendJobUnassignedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobUnassigned>
{
    public Task Handle(JobUnassigned integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new() { PreviousContractorUuid = integrationEvent.PreviousContractorUuid, Reason = integrationEvent.Reason }, cancellationToken);
}

internal sealed class SendRequestedAssignmentNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobAssignmentNotificationRequested>
{
    public Task Handle(JobAssignmentNotificationRequested integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new(), cancellationToken);
}

internal sealed class SendJobAcceptedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobAccepted>
{
    public Task Handle(JobAccepted integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new(), cancellationToken);
}

internal sealed class SendJobDeclinedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobDeclined>
{
    public Task Handle(JobDeclined integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new() { Reason = integrationEvent.Reason }, cancellationToken);
}

internal sealed class SendJobCompletedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobCompleted>
{
    public Task Handle(JobCompleted integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new(), cancellationToken);
}

internal sealed class SendJobClosedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobClosed>
{
    public Task Handle(JobClosed integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new(), cancellationToken);
}

internal sealed class SendJobCancelledNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobCancelled>
{
    public Task Handle(JobCancelled integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, new() { Reason = integrationEvent.Reason }, cancellationToken);
}

internal sealed class SendJobUpdateNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobStatusChanged>
{
    private const string Archived = "Archived";

    /// <summary>NOTIFY-9: what has a type of its own is not told twice, and nobody waits to hear of the archive.</summary>
    public Task Handle(JobStatusChanged integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        integrationEvent.SpecificEvent is not null || integrationEvent.FromStatus == Archived || integrationEvent.ToStatus == Archived
            ? Task.CompletedTask
            : notifier.Notify(
                envelope,
                integrationEvent.JobUuid,
                new() { Reason = integrationEvent.Reason, Status = integrationEvent.ToStatus, PreviousStatus = integrationEvent.FromStatus },
                cancellationToken);
}
