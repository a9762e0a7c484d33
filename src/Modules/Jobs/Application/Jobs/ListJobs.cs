using System.ComponentModel.DataAnnotations;
using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Lookups;
using PropOps.Application.Persistence;
using PropOps.Application.Search;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Domain.Organisation;
using PropOps.Jobs.Application.Search;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>The jobs that the caller sees. Filters are joined by and, the values of one filter by or (LIST-2).</summary>
[Permission("api.jobs.manage.list", Also = ["api.jobs.manage.manage"])]
public sealed record ListJobs : IValidatableObject
{
    private readonly string? _sortBy;

    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    /// <summary>Words of title, reference, description and address, and of the names of agent, contractor and tenants.</summary>
    [Text(2, 100)]
    public string? Search { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<int>? StatusId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<int>? PriorityId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<int>? JobTypeId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<int>? TagId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? BranchId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? AgentId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? ContractorId { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? CreatedBy { get; init; }

    [Items(0, 50)]
    public IReadOnlyList<Ref>? OwnerId { get; init; }

    public Ref? TenantId { get; init; }

    public Ref? LandlordId { get; init; }

    public Ref? AddressId { get; init; }

    [OneOf("new", "assigned", "in_progress", "completed", "invoiced", "closed", "archived", "cancelled")]
    public IReadOnlyList<string>? Stage { get; init; }

    public bool? Open { get; init; }

    public string? CostCode { get; init; }

    public string? ExternalRef { get; init; }

    [Alias("date_from")]
    public DateOnly? CreatedFrom { get; init; }

    [Alias("date_to")]
    public DateOnly? CreatedTo { get; init; }

    public DateOnly? WorksFrom { get; init; }

    public DateOnly? WorksTo { get; init; }

    public DateOnly? CompletedFrom { get; init; }

    public DateOnly? CompletedTo { get; init; }

    public bool? Unassigned { get; init; }

    /// <summary>Open and without a works start date, or the others.</summary>
    public bool? Unscheduled { get; init; }

    [OneOf("none", "offered", "accepted")]
    public string? AssignmentState { get; init; }

    [OneOf("false", "true", "all")]
    public string Archived { get; init; } = "false";

    /// <summary>Only what changed then or later (SYNC-1).</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    [OneOf("created_at", "created_on", "updated_at", "job_ref", "title", "status", "priority", "works_start", "sla_deadline", "completed_at")]
    public string SortBy
    {
        get => _sortBy ?? "created_at";
        init => _sortBy = value;
    }

    [OneOf("asc", "desc")]
    public string SortOrder { get; init; } = "desc";

    internal bool IsSorted => _sortBy is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CreatedTo < CreatedFrom)
        {
            yield return new(null, ["created_to"]);
        }

        if (WorksTo < WorksFrom)
        {
            yield return new(null, ["works_to"]);
        }

        if (CompletedTo < CompletedFrom)
        {
            yield return new(null, ["completed_to"]);
        }
    }
}

internal sealed class ListJobsHandler(IReadDb db, JobViewers viewers, References references, JobRows rows, ISearchIndex search, IChangeFeed changes, ILookups lookups, LocalDays days, ICurrentUser currentUser)
    : IHandler<ListJobs, SyncPage<JobRow>>
{
    public async Task<SyncPage<JobRow>> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        RefuseHiddenFilters(request, currentUser.RequireCaller().Type);
        var asOf = request.UpdatedSince is not null || request.SortBy == "updated_at" ? await changes.AsOf(request.UpdatedSince, cancellationToken) : (DateTimeOffset?)null;
        var viewer = await viewers.Current(cancellationToken);
        var visible = WhereEvaluator.Instance.GetQuery(db.Of<Job>(), new JobsVisibleTo(viewer));
        var matching = await Filter(ByState(visible, request), request, cancellationToken);
        var total = request.IncludeTotal ? await matching.LongCountAsync(cancellationToken) : (long?)null;
        var page = await Sort(matching, request).Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        return new SyncPage<JobRow>(await rows.Of(page, cancellationToken), total)
        {
            AsOf = asOf,
            Deleted = request.UpdatedSince is { } since ? await changes.Departed(since, [.. JobAudience.Of(viewer)], visible, cancellationToken) : null,
        };
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
            jobs = jobs.Where(job => (job.WorksStart == null && openStatuses.Contains(job.Status)) == unscheduled);
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
        if (request.Search is { } text)
        {
            var found = await search.Matching(SearchKind.Jobs, text, SearchedJobs.NamesSeenBy(currentUser.RequireCaller().Type), cancellationToken);
            jobs = jobs.Where(job => found.Contains(job.Id));
        }

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
    private IQueryable<Job> Sort(IQueryable<Job> jobs, ListJobs request)
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

        IOrderedQueryable<Job> By<TKey>(IQueryable<Job> query, System.Linq.Expressions.Expression<Func<Job, TKey>> key) =>
            descending ? query.OrderByDescending(key) : query.OrderBy(key);

        IOrderedQueryable<Job> ByDate<TKey>(IQueryable<Job> query, System.Linq.Expressions.Expression<Func<Job, bool>> isMissing, System.Linq.Expressions.Expression<Func<Job, TKey>> key) =>
            descending ? query.OrderBy(isMissing).ThenByDescending(key) : query.OrderBy(isMissing).ThenBy(key);
    }

    private static IQueryable<Job> Where<T>(IQueryable<Job> jobs, T? value, Func<T, System.Linq.Expressions.Expression<Func<Job, bool>>> filter)
        where T : class =>
        value is null ? jobs : jobs.Where(filter(value));

    private static IQueryable<Job> Where<T>(IQueryable<Job> jobs, T? value, Func<T, System.Linq.Expressions.Expression<Func<Job, bool>>> filter)
        where T : struct =>
        value is { } known ? jobs.Where(filter(known)) : jobs;
}
