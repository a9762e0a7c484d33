using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Lookups;
using PropOps.Application.Settings;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>Fills the published payloads from a visit and its job.</summary>
internal sealed class VisitEventFacts(JobEventFacts jobs, ILookups lookups, OrganisationDays days)
{
    public async Task<VisitProposed> Proposed(VisitTimesProposed told, CancellationToken cancellationToken) => new(await jobs.Fragment(told.Job, cancellationToken))
    {
        VisitUuid = told.Visit.Uuid,
        VisitId = told.Visit.Id,
        ProposedBy = Word(told.By),
        Slots = [.. told.Slots.Select(slot => new ProposedSlot(slot.Position, slot.Date, slot.EndDate, slot.TimeRangeId))],
    };

    public async Task<VisitConfirmed> Confirmed(VisitAgreed told, CancellationToken cancellationToken) => new(await jobs.Fragment(told.Job, cancellationToken))
    {
        VisitUuid = told.Visit.Uuid,
        VisitId = told.Visit.Id,
        StartDate = told.Dates.Start,
        EndDate = told.Dates.End,
        TimeRangeId = told.Dates.TimeRangeId,
        StartsAt = told.Dates.TimeRangeId is { } range && lookups.Find<TimeRangeLookup>(range)?.Start is { } hour ? days.At(told.Dates.Start, hour) : null,
        PreviousStartDate = told.Previous?.Start,
        ConfirmedBy = Word(told.By),
    };

    public async Task<VisitCancelled> Cancelled(VisitCalledOff told, CancellationToken cancellationToken) => new(await jobs.Fragment(told.Job, cancellationToken))
    {
        VisitUuid = told.Visit.Uuid,
        VisitId = told.Visit.Id,
        StartDate = told.Start,
        CancelledBy = Word(told.By),
        Reason = told.Reason,
    };

    public async Task<VisitNoAccess> NoAccess(VisitWithoutAccess told, CancellationToken cancellationToken) => new(await jobs.Fragment(told.Job, cancellationToken))
    {
        VisitUuid = told.Visit.Uuid,
        VisitId = told.Visit.Id,
        StartDate = told.Start,
        Reason = told.Reason,
    };

    private static string Word(VisitParty party) => party.ToString().ToLowerInvariant();
}
