using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Events;
using PropOps.Notifications.Domain.Types;

namespace PropOps.Notifications.Application.Jobs;

internal sealed class SendJobCreatedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobCreated>
{
    public Task Handle(JobCreated integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, [.. NotificationTypes.For(envelope.Type)], null, cancellationToken);
}

internal sealed class SendJobAssignedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobAssigned>
{
    /// <summary>Without a word to the contractor where the one who assigned asked for that; the others are told all the same.</summary>
    public Task Handle(JobAssigned integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(
            envelope,
            integrationEvent.JobUuid,
            [.. NotificationTypes.For(envelope.Type).Where(type => integrationEvent.NotifyContractor || type.Type != "job_assigned")],
            null,
            cancellationToken);
}

internal sealed class SendJobUnassignedNotifications(JobNotifier notifier) : IIntegrationEventHandler<JobUnassigned>
{
    public Task Handle(JobUnassigned integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) =>
        notifier.Notify(envelope, integrationEvent.JobUuid, [.. NotificationTypes.For(envelope.Type)], integrationEvent.PreviousContractorUuid, cancellationToken);
}
