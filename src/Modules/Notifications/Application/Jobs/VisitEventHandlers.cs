using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Events;

namespace PropOps.Notifications.Application.Jobs;

internal sealed class SendVisitProposedNotifications(JobNotifier notifier) : IIntegrationEventHandler<VisitProposed>
{
    public Task Handle(VisitProposed integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) => notifier.Notify(
        envelope, integrationEvent.JobUuid,
        new() { Slots = [.. integrationEvent.Slots.Select(slot => new AppointmentWords(slot.Date, slot.EndDate, slot.TimeRangeId))] }, cancellationToken);
}

internal sealed class SendVisitConfirmedNotifications(JobNotifier notifier) : IIntegrationEventHandler<VisitConfirmed>
{
    public Task Handle(VisitConfirmed integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) => notifier.Notify(
        envelope, integrationEvent.JobUuid,
        new()
        {
            Appointment = new AppointmentWords(integrationEvent.StartDate, integrationEvent.EndDate, integrationEvent.TimeRangeId),
            PreviousDate = integrationEvent.PreviousStartDate == integrationEvent.StartDate ? null : integrationEvent.PreviousStartDate,
        },
        cancellationToken);
}

internal sealed class SendVisitCancelledNotifications(JobNotifier notifier) : IIntegrationEventHandler<VisitCancelled>
{
    public Task Handle(VisitCancelled integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) => notifier.Notify(
        envelope, integrationEvent.JobUuid,
        new() { PreviousDate = integrationEvent.StartDate, Reason = integrationEvent.Reason }, cancellationToken);
}

internal sealed class SendVisitNoAccessNotifications(JobNotifier notifier) : IIntegrationEventHandler<VisitNoAccess>
{
    public Task Handle(VisitNoAccess integrationEvent, EventEnvelope envelope, CancellationToken cancellationToken) => notifier.Notify(
        envelope, integrationEvent.JobUuid,
        new() { Appointment = new AppointmentWords(integrationEvent.StartDate, null, null), Reason = integrationEvent.Reason }, cancellationToken);
}
