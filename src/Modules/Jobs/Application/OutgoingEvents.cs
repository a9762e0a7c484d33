using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Events;
using PropOps.Application.Names;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Application.Visits;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application;

/// <summary>What leaves Jobs, and as what. Nothing else publishes.</summary>
internal sealed class OutgoingEvents(INames names, Jobs.JobEventFacts facts, VisitEventFacts visits) : IOutgoingEvents
{
    public async ValueTask<IIntegrationEvent?> Translate(IDomainEvent domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        JobRaised raised => await facts.Created(raised.Job, cancellationToken),
        JobDetailsChanged changed => await facts.Updated(changed.Job, changed.Fields, changed.IsRestored, cancellationToken),
        ContractorTakenOff taken => await facts.Unassigned(taken.Job, (await names.One(NameKind.Contractor, taken.PreviousContractorId, cancellationToken))!.Uuid, taken.Reason, cancellationToken),
        ContractorGiven given => await facts.Assigned(given.Job, (await names.One(NameKind.Contractor, given.PreviousContractorId, cancellationToken))?.Uuid, given.Notify, cancellationToken),
        AssignmentNoticeWanted wanted => await facts.NoticeWanted(wanted.Job, wanted.IsResend, cancellationToken),
        AssignmentAccepted accepted => new JobAccepted(await facts.Fragment(accepted.Job, cancellationToken)),
        AssignmentDeclined declined => await facts.Declined(declined.Job, declined.By.AccountUuid!.Value, declined.Reason, cancellationToken),
        WorkCompleted completed => await facts.Completed(completed.Job, completed.By.AccountUuid!.Value, cancellationToken),
        WorkReviewed reviewed => new JobClosed(await facts.Fragment(reviewed.Job, cancellationToken)),
        WorkCalledOff calledOff => await facts.Cancelled(calledOff.Job, calledOff.Reason, cancellationToken),
        JobRemoved removed => new JobDeleted(await facts.Fragment(removed.Job, cancellationToken)),
        JobStatusMoved moved => await facts.StatusChanged(moved.Job, moved.From, moved.To, moved.Reason, moved.SpecificEvent, cancellationToken),
        VisitTimesProposed proposed => await visits.Proposed(proposed, cancellationToken),
        VisitAgreed agreed => await visits.Confirmed(agreed, cancellationToken),
        VisitCalledOff calledOff => await visits.Cancelled(calledOff, cancellationToken),
        VisitWithoutAccess withoutAccess => await visits.NoAccess(withoutAccess, cancellationToken),
        _ => null,
    };
}
