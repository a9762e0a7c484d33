using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Organisation;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Visits;

/// <summary>The visits of the jobs that the caller sees, by start; what is only proposed comes last.</summary>
[Permission(VisitRows.Key, Also = ["api.jobs.manage.list"])]
public sealed record ListVisits : IValidatableObject
{
    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    [Alias("job_id")]
    public Ref? JobUuid { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<VisitStatus>? Status { get; init; }

    /// <summary>Of the first day, or of an open slot.</summary>
    public DateOnly? FromDate { get; init; }

    public DateOnly? ToDate { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? BranchId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? ContractorId { get; init; }

    /// <summary>Those that the caller may confirm now, or the others.</summary>
    public bool? Mine { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ToDate < FromDate)
        {
            yield return new(null, ["to_date"]);
        }
    }
}

internal sealed class ListVisitsHandler(IReadDb db, JobViewers viewers, References references, JobStanding standing, VisitRows rows, ICurrentUser currentUser)
    : IHandler<ListVisits, Page<VisitRow>>
{
    /// <summary>The others have none; said once more, so that the database finds the few by their index and looks into no other's.</summary>
    private static readonly VisitStatus[] WithSlots = [VisitStatus.Proposed, VisitStatus.Confirmed];

    public async Task<Page<VisitRow>> Handle(ListVisits request, CancellationToken cancellationToken)
    {
        var visible = WhereEvaluator.Instance.GetQuery(db.Of<Job>(), new JobsVisibleTo(await viewers.Current(cancellationToken)));
        var matching = ByDay(db.Of<Visit>(), request).Join(visible, visit => visit.JobId, job => job.Id, (visit, job) => new VisitOfJob { Visit = visit, Job = job });
        matching = await Filter(matching, request, cancellationToken);
        var total = request.IncludeTotal ? await matching.LongCountAsync(cancellationToken) : (long?)null;
        var page = await matching
            .OrderBy(entry => entry.Visit.Start == null).ThenBy(entry => entry.Visit.Start).ThenBy(entry => entry.Visit.Id)
            .Skip(request.Offset).Take(request.Limit)
            .ToListAsync(cancellationToken);
        return new Page<VisitRow>(await rows.Of([.. page.Select(entry => (entry.Job, entry.Visit))], cancellationToken), total);
    }

    private IQueryable<Visit> ByDay(IQueryable<Visit> visits, ListVisits request)
    {
        if (request.FromDate is null && request.ToDate is null)
        {
            return visits;
        }

        var (from, to) = (request.FromDate ?? DateOnly.MinValue, request.ToDate ?? DateOnly.MaxValue);
        var openFrom = from > standing.OfCaller().Today ? from : standing.OfCaller().Today;
        return visits.Where(visit => (visit.Start >= from && visit.Start <= to) || (WithSlots.Contains(visit.Status) && visit.Slots.Any(slot => slot.Date >= openFrom && slot.Date <= to)));
    }

    private async Task<IQueryable<VisitOfJob>> Filter(IQueryable<VisitOfJob> visits, ListVisits request, CancellationToken cancellationToken)
    {
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

    private sealed class VisitOfJob
    {
        public required Visit Visit { get; init; }

        public required Job Job { get; init; }
    }
}
