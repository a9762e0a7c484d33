using System.Linq.Expressions;
using PropOps.Application.Input;
using PropOps.Application.Lookups;
using PropOps.Application.Persistence;
using PropOps.Application.Search;
using PropOps.Application.Settings;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Domain.Organisation;
using PropOps.Jobs.Application.Search;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Pins;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>The jobs that a list asks for, narrowed and sorted in SQL, whatever is made of them.</summary>
internal sealed class MatchingJobs(IReadDb db, VisibleJobs visible, References references, ISearchIndex search, ILookups lookups, OrganisationDays days)
{
    /// <exception cref="InvalidRefusal">a filter on what is hidden from the viewer.</exception>
    public async Task<IOrderedQueryable<Job>> Of(ListJobs request, JobViewer viewer, CancellationToken cancellationToken)
    {
        RefuseHiddenFilters(request, viewer.Type);
        var found = await Filter(ByState(visible.SeenBy(viewer), request), request, cancellationToken);
        if (request.Pinned is { } pinned)
        {
            var pins = db.Of<JobPin>().Where(pin => pin.AccountId == viewer.AccountId);
            found = found.Where(job => pins.Any(pin => pin.JobId == job.Id) == pinned);
        }

        if (request.Search is { } text)
        {
            var named = await search.Matching(SearchKind.Jobs, text, SearchedJobs.NamesSeenBy(viewer.Type), cancellationToken);
            found = found.Where(job => named.Contains(job.Id));
        }

        return Sort(found, request);
    }

    private static void RefuseHiddenFilters(ListJobs request, AccountType viewer)
    {
        var refused = HiddenFields.FiltersRefusedTo(viewer);
        var sent = new (string Name, bool IsSent)[]
        {
            ("tenant_id", request.TenantId is not null),
            ("landlord_id", request.LandlordId is not null),
            ("owner_id", request.OwnerId is not null),
            ("tag_id", request.TagId is not null),
            ("cost_code", request.CostCode is not null),
        };
        if (Array.Find(sent, filter => filter.IsSent && refused.Contains(filter.Name)).Name is { } field)
        {
            throw new InvalidRefusal(field);
        }
    }

    private IQueryable<Job> ByState(IQueryable<Job> jobs, ListJobs request)
    {
        var statuses = request.StatusId?.Select(id => (JobStatus)id).ToList();
        var stages = request.Stage is null ? null : lookups.All<StatusLookup>().Where(status => request.Stage.Contains(status.Stage)).Select(status => (JobStatus)status.Id).ToList();
        jobs = Where(jobs, statuses, known => job => known.Contains(job.Status));
        jobs = Where(jobs, stages, known => job => known.Contains(job.Status));
        if (request.Open is { } open)
        {
            var openStatuses = JobStatuses.Open;
            jobs = jobs.Where(job => openStatuses.Contains(job.Status) == open);
        }

        if (request.Unassigned is { } unassigned)
        {
            var openStatuses = JobStatuses.Open;
            jobs = unassigned ? jobs.Where(job => job.ContractorId == null && openStatuses.Contains(job.Status)) : jobs.Where(job => job.ContractorId != null);
        }

        if (request.Unscheduled is { } unscheduled)
        {
            var openStatuses = JobStatuses.Open;
            jobs = jobs.Where(job => (openStatuses.Contains(job.Status) && !job.Visits.Any(visit => visit.Status == VisitStatus.Confirmed)) == unscheduled);
        }

        // A status or stage that names the archive counts as asking for it (LIST-4).
        var namesArchive = statuses?.Contains(JobStatus.Archived) == true || stages?.Contains(JobStatus.Archived) == true;
        return request.Archived switch
        {
            "true" => jobs.Where(job => job.Status == JobStatus.Archived),
            "false" when !namesArchive => jobs.Where(job => job.Status != JobStatus.Archived),
            _ => jobs,
        };
    }

    private async Task<IQueryable<Job>> Filter(IQueryable<Job> jobs, ListJobs request, CancellationToken cancellationToken)
    {
        jobs = Where(jobs, request.PriorityId, ids => job => ids.Contains(job.PriorityId));
        jobs = Where(jobs, request.JobTypeId, ids => job => ids.Contains(job.JobTypeId));
        jobs = Where(jobs, request.TagId, ids => job => ids.Any(id => job.TagIds.Contains(id)));
        jobs = Where(jobs, await Ids<Branch>(request.BranchId), ids => job => job.BranchId != null && ids.Contains(job.BranchId.Value));
        jobs = Where(jobs, await Ids<User>(request.AgentId), ids => job => job.AgentId != null && ids.Contains(job.AgentId.Value));
        jobs = Where(jobs, await Ids<Contractor>(request.ContractorId), ids => job => job.ContractorId != null && ids.Contains(job.ContractorId.Value));
        jobs = Where(jobs, await Ids<User>(request.CreatedBy), ids => job => job.CreatedById != null && ids.Contains(job.CreatedById.Value));
        jobs = Where(jobs, await Ids<User>(request.OwnerId), ids => job => job.OwnerId != null && ids.Contains(job.OwnerId.Value));
        jobs = Where(jobs, await Ids<Address>(One(request.AddressId)), ids => job => ids.Contains(job.AddressId));
        jobs = Where(jobs, await Ids<Tenant>(One(request.TenantId)), ids => job => ids.Any(id => job.TenantIds.Contains(id)));
        if (await Ids<Landlord>(One(request.LandlordId)) is { } landlords)
        {
            var addresses = db.Of<Address>().Where(address => address.LandlordId != null && landlords.Contains(address.LandlordId.Value)).Select(address => address.Id);
            jobs = jobs.Where(job => addresses.Contains(job.AddressId));
        }

        jobs = Where(jobs, request.CostCode, code => job => job.CostCode == code);
        jobs = Where(jobs, request.ExternalRef, reference => job => job.ExternalRef == reference);
        jobs = Where<AssignmentState>(jobs, request.AssignmentState is { } state ? Enum.Parse<AssignmentState>(state, ignoreCase: true) : null, state => job => job.AssignmentState == state);
        jobs = Where(jobs, request.UpdatedSince, since => job => job.UpdatedAt >= since);
        jobs = Where(jobs, request.WorksFrom, from => job => job.WorksStart >= from);
        jobs = Where(jobs, request.WorksTo, to => job => job.WorksStart <= to);
        jobs = Where<DateTimeOffset>(jobs, request.CompletedFrom is { } first ? days.Start(first) : null, instant => job => job.CompletedAt >= instant);
        jobs = Where<DateTimeOffset>(jobs, request.CompletedTo is { } last ? days.Start(last.AddDays(1)) : null, instant => job => job.CompletedAt < instant);
        jobs = Where<DateTimeOffset>(jobs, request.CreatedFrom is { } from ? days.Start(from) : null, instant => job => job.CreatedAt >= instant);
        return Where<DateTimeOffset>(jobs, request.CreatedTo is { } to ? days.Start(to.AddDays(1)) : null, instant => job => job.CreatedAt < instant);

        async Task<IReadOnlyList<long>?> Ids<T>(IReadOnlyList<Ref>? named)
            where T : Entity =>
            named is null ? null : await references.Ids<T>(named, cancellationToken);

        static IReadOnlyList<Ref>? One(Ref? named) => named is { } one ? [one] : null;
    }

    /// <summary>Every sort ends with the ID in the same direction, so that pages neither repeat nor skip; null dates come last both ways (LIST-3).</summary>
    private IOrderedQueryable<Job> Sort(IQueryable<Job> jobs, ListJobs request)
    {
        var descending = request.SortOrder == "desc";
        var priorities = db.Of<PriorityLookup>();
        var statuses = db.Of<StatusLookup>();
        var sorted = request.SortBy switch
        {
            "updated_at" => By(jobs, job => job.UpdatedAt),
            // No job has a deadline yet: all are last, and the ID decides.
            "job_ref" or "sla_deadline" => By(jobs, job => job.Id),
            "title" => By(jobs, job => job.Title.ToLower()),
            "status" => By(jobs, job => statuses.Where(status => status.Id == (int)job.Status).Select(status => status.SortOrder).First()),
            "priority" => By(jobs, job => -priorities.Where(priority => priority.Id == job.PriorityId).Select(priority => priority.Rank).First()),
            "works_start" => ByDate(jobs, job => job.WorksStart == null, job => job.WorksStart),
            "completed_at" => ByDate(jobs, job => job.CompletedAt == null, job => job.CompletedAt),
            _ => By(jobs, job => job.CreatedAt),
        };
        if (request is { Search: { } text, IsSorted: false })
        {
            // A whole reference stands first (LIST-5).
            string[] references = [text, text.ToUpperInvariant()];
            var named = jobs.OrderByDescending(job => references.Contains(job.JobRef));
            sorted = descending ? named.ThenByDescending(job => job.CreatedAt) : named.ThenBy(job => job.CreatedAt);
        }

        return descending ? sorted.ThenByDescending(job => job.Id) : sorted.ThenBy(job => job.Id);

        IOrderedQueryable<Job> By<TKey>(IQueryable<Job> query, Expression<Func<Job, TKey>> key) =>
            descending ? query.OrderByDescending(key) : query.OrderBy(key);

        IOrderedQueryable<Job> ByDate<TKey>(IQueryable<Job> query, Expression<Func<Job, bool>> isMissing, Expression<Func<Job, TKey>> key) =>
            descending ? query.OrderBy(isMissing).ThenByDescending(key) : query.OrderBy(isMissing).ThenBy(key);
    }

    private static IQueryable<Job> Where<T>(IQueryable<Job> jobs, T? value, Func<T, Expression<Func<Job, bool>>> filter)
        where T : class =>
        value is null ? jobs : jobs.Where(filter(value));

    private static IQueryable<Job> Where<T>(IQueryable<Job> jobs, T? value, Func<T, Expression<Func<Job, bool>>> filter)
        where T : struct =>
        value is { } known ? jobs.Where(filter(known)) : jobs;
}
