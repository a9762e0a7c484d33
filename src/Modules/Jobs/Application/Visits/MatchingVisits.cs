using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Organisation;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>Which visits a list means, and in which order: for the page and for the download alike.</summary>
internal sealed class MatchingVisits(IReadDb db, VisibleJobs visible, References references, JobStanding standing, OrganisationDays days, ICurrentUser currentUser)
{
    /// <summary>The others have none; said once more, so that the database finds the few by their index and looks into no other's.</summary>
    private static readonly VisitStatus[] WithSlots = [VisitStatus.Proposed, VisitStatus.Confirmed];

    public async Task<IQueryable<VisitOfJob>> Of(ListVisits request, JobViewer viewer, CancellationToken cancellationToken)
    {
        var visits = await Filter(Join(ByDay(db.Of<Visit>(), request), viewer), request, cancellationToken);
        return request.Sort == "updated_at"
            ? visits.OrderBy(entry => entry.Job.UpdatedAt).ThenBy(entry => entry.Visit.Id)
            : visits.OrderBy(entry => entry.Visit.Start == null).ThenBy(entry => entry.Visit.Start).ThenBy(entry => entry.Visit.Id);
    }

    /// <summary>Every visit of the jobs that the viewer sees.</summary>
    public IQueryable<VisitOfJob> VisibleTo(JobViewer viewer) => Join(db.Of<Visit>(), viewer);

    private IQueryable<VisitOfJob> Join(IQueryable<Visit> visits, JobViewer viewer) => visits.Join(
        visible.SeenBy(viewer), visit => visit.JobId, job => job.Id, (visit, job) => new VisitOfJob { Visit = visit, Job = job });

    private IQueryable<Visit> ByDay(IQueryable<Visit> visits, ListVisits request)
    {
        if (request.FromDate is null && request.ToDate is null)
        {
            return visits;
        }

        var (from, to) = (request.FromDate ?? DateOnly.MinValue, request.ToDate ?? DateOnly.MaxValue);
        var today = days.Today;
        var openFrom = from > today ? from : today;
        return visits.Where(visit => (visit.Start >= from && visit.Start <= to) || (WithSlots.Contains(visit.Status) && visit.Slots.Any(slot => slot.Date >= openFrom && slot.Date <= to)));
    }

    private async Task<IQueryable<VisitOfJob>> Filter(IQueryable<VisitOfJob> visits, ListVisits request, CancellationToken cancellationToken)
    {
        if (request.UpdatedSince is { } since)
        {
            // Whatever happens to a visit, or to who may see it, moves its job (LIST-7).
            visits = visits.Where(entry => entry.Job.UpdatedAt >= since);
        }

        if (request.JobUuid is { } job)
        {
            visits = visits.Where(entry => job.Id != null ? entry.Job.Id == job.Id : entry.Job.Uuid == job.Uuid);
        }

        if (request.Status is { } statuses)
        {
            visits = visits.Where(entry => statuses.Contains(entry.Visit.Status));
        }

        if (request.BranchId is { } branches)
        {
            var ids = await references.Ids<Branch>(branches, cancellationToken);
            visits = visits.Where(entry => entry.Job.BranchId != null && ids.Contains(entry.Job.BranchId.Value));
        }

        if (request.ContractorId is { } contractors)
        {
            var caller = currentUser.RequireCaller();
            var ids = await references.Ids<Contractor>(contractors, cancellationToken);
            if (caller.Type == AccountType.Contractor)
            {
                // Other firms are hidden from a firm, and so are their ids (LIST-2).
                ids = [.. ids.Where(id => id == caller.ContractorId)];
            }

            visits = visits.Where(entry => entry.Visit.ContractorId != null && ids.Contains(entry.Visit.ContractorId.Value));
        }

        if (request.Mine is { } mine)
        {
            var confirmable = visits.Where(Confirmable()).Select(entry => entry.Visit.Id);
            visits = visits.Where(entry => confirmable.Contains(entry.Visit.Id) == mine);
        }

        return visits;
    }

    /// <summary>What <see cref="VisitStateMachine.Confirmable"/> says of each visit, for the database to read.</summary>
    private Expression<Func<VisitOfJob, bool>> Confirmable()
    {
        var (circumstances, open) = (standing.OfCaller(), JobStatuses.Open);
        var (today, maySchedule) = (circumstances.Today, circumstances.ContractorsMaySchedule);
        return (currentUser.RequireCaller().Holds(VisitRows.Key), circumstances.Party) switch
        {
            (true, JobParty.Staff or JobParty.Agent) =>
                entry => open.Contains(entry.Job.Status) && WithSlots.Contains(entry.Visit.Status) && entry.Visit.Slots.Any(slot => slot.Date >= today),
            (true, JobParty.Contractor) =>
                entry => open.Contains(entry.Job.Status) && WithSlots.Contains(entry.Visit.Status) && entry.Visit.Slots.Any(slot => slot.Date >= today)
                    && entry.Job.AssignmentState == AssignmentState.Accepted
                    && (entry.Visit.ProposedBy != VisitParty.Contractor || (maySchedule && !entry.Job.PresenceRequired)),
            (true, JobParty.Tenant) =>
                entry => open.Contains(entry.Job.Status) && WithSlots.Contains(entry.Visit.Status) && entry.Visit.Slots.Any(slot => slot.Date >= today) && entry.Visit.ProposedBy != VisitParty.Tenant,
            _ => _ => false,
        };
    }
}

/// <summary>A visit beside its job, as a query reads them.</summary>
internal sealed class VisitOfJob
{
    public required Visit Visit { get; init; }

    public required Job Job { get; init; }
}
