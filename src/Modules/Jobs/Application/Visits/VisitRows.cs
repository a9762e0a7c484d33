using PropOps.Application.Identity;
using PropOps.Application.Lookups;
using PropOps.Application.Names;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>Makes rows of visits: names from memory, hours in the organisation's time zone, and what the caller may do.</summary>
internal sealed class VisitRows(INames names, ILookups lookups, JobStanding standing, OrganisationDays days, ICurrentUser currentUser)
{
    public const string Key = "api.jobs.visits.manage";

    public async Task<VisitRow> Of(Job job, Visit visit, CancellationToken cancellationToken) => (await Of([(job, visit)], cancellationToken))[0];

    public async Task<IReadOnlyList<VisitRow>> Of(IReadOnlyList<(Job Job, Visit Visit)> visits, CancellationToken cancellationToken)
    {
        var firms = await names.Of(NameKind.Contractor, [.. visits.Select(entry => entry.Visit.ContractorId).OfType<long>().Distinct()], cancellationToken);
        var accounts = await names.Of(NameKind.Account, [.. visits.Select(entry => entry.Visit.OutcomeById).OfType<long>().Distinct()], cancellationToken);
        var circumstances = standing.OfCaller();
        var viewer = currentUser.RequireCaller();
        var holdsKey = viewer.Holds(Key);
        return [.. visits.Select(entry => Row(entry.Job, entry.Visit))];

        VisitRow Row(Job job, Visit visit)
        {
            var range = RangeOf(visit.TimeRangeId);

            // A firm that takes over does not learn who was there before.
            var isOfAnotherFirm = viewer.Type == AccountType.Contractor && visit.ContractorId is not null && visit.ContractorId != viewer.ContractorId;
            return new VisitRow
            {
                Id = visit.Id,
                Uuid = visit.Uuid,
                JobId = job.Id,
                JobUuid = job.Uuid,
                JobRef = job.JobRef,
                Number = visit.Number,
                Status = visit.Status,
                StartDate = visit.Start,
                EndDate = visit.End,
                TimeRangeId = visit.TimeRangeId,
                TimeRangeName = range?.Name,
                StartsAt = Instant(visit.Dates?.Start, range?.Start),
                EndsAt = Instant(visit.Dates?.LastDay, range?.End),
                Slots = [.. visit.OpenSlots(circumstances.Today).Select(slot => new SlotRow(slot.Position, slot.Date, slot.EndDate, slot.TimeRangeId, RangeOf(slot.TimeRangeId)?.Name))],
                ProposedBy = visit.ProposedBy?.ToString().ToLowerInvariant(),
                ConfirmedBy = visit.ConfirmedBy,
                ConfirmedAt = visit.ConfirmedAt,
                Note = visit.Note,
                ContractorId = isOfAnotherFirm ? null : visit.ContractorId,
                ContractorName = !isOfAnotherFirm && visit.ContractorId is { } firm ? firms.GetValueOrDefault(firm)?.Name : null,
                OutcomeReason = visit.OutcomeReason,
                OutcomeByName = visit.OutcomeAt is null || isOfAnotherFirm ? null : visit.OutcomeById is { } account ? accounts.GetValueOrDefault(account)?.Name : Actor.Product.Name,
                OutcomeAt = visit.OutcomeAt,
                CancelledBy = visit.CancelledBy,
                CancelReason = visit.CancelReason,
                CanConfirm = holdsKey && VisitStateMachine.Confirmable(job, visit, circumstances).Any(),
                CreatedAt = visit.CreatedAt,
            };
        }
    }

    /// <summary>Those of one job, by start, what is only proposed last.</summary>
    public Task<IReadOnlyList<VisitRow>> Of(Job job, CancellationToken cancellationToken) =>
        Of([.. job.Visits.OrderBy(visit => visit.Start is null).ThenBy(visit => visit.Start).ThenBy(visit => visit.Number).Select(visit => (job, visit))], cancellationToken);

    private TimeRangeLookup? RangeOf(int? id) => id is { } range ? lookups.Find<TimeRangeLookup>(range) : null;

    private DateTimeOffset? Instant(DateOnly? day, TimeOnly? time) => day is { } date && time is { } hour ? days.At(date, hour) : null;
}
