using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
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

    /// <summary>csv downloads the whole list, whatever limit and offset are.</summary>
    [OneOf("json", "csv")]
    public string Format { get; init; } = "json";

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

    /// <summary>Open and without a confirmed visit, or the others.</summary>
    public bool? Unscheduled { get; init; }

    [OneOf("none", "offered", "accepted")]
    public string? AssignmentState { get; init; }

    /// <summary>By the caller.</summary>
    public bool? Pinned { get; init; }

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

internal sealed class ListJobsHandler(MatchingJobs matching, VisibleJobs visible, JobViewers viewers, JobRows rows, IChangeFeed changes) : IHandler<ListJobs, SyncPage<JobRow>>
{
    public async Task<SyncPage<JobRow>> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        var asOf = request.UpdatedSince is not null || request.SortBy == "updated_at" ? await changes.AsOf(request.UpdatedSince, cancellationToken) : (DateTimeOffset?)null;
        var viewer = await viewers.Current(cancellationToken);
        var found = await matching.Of(request, viewer, cancellationToken);
        var total = request.IncludeTotal ? await found.LongCountAsync(cancellationToken) : (long?)null;
        return new SyncPage<JobRow>(await rows.Of(found.Skip(request.Offset).Take(request.Limit), cancellationToken), total)
        {
            AsOf = asOf,
            Deleted = request.UpdatedSince is { } since ? await changes.Departed(since, [.. JobAudience.Of(viewer)], visible.SeenBy(viewer), cancellationToken) : null,
        };
    }
}
