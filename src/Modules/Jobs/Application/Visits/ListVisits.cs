using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Sync;
using PropOps.Application.UseCases;
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

    /// <summary>csv downloads the whole list, whatever limit and offset are.</summary>
    [OneOf("json", "csv")]
    public string Format { get; init; } = "json";

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

    /// <summary>Only visits of jobs that changed then or later (SYNC-1).</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    [OneOf("start", "updated_at")]
    public string Sort { get; init; } = "start";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ToDate < FromDate)
        {
            yield return new(null, ["to_date"]);
        }
    }
}

internal sealed class ListVisitsHandler(MatchingVisits matching, JobViewers viewers, VisitRows rows, IChangeFeed changes) : IHandler<ListVisits, SyncPage<VisitRow>>
{
    public async Task<SyncPage<VisitRow>> Handle(ListVisits request, CancellationToken cancellationToken)
    {
        var asOf = request.UpdatedSince is not null || request.Sort == "updated_at" ? await changes.AsOf(request.UpdatedSince, cancellationToken) : (DateTimeOffset?)null;
        var viewer = await viewers.Current(cancellationToken);
        var found = await matching.Of(request, viewer, cancellationToken);
        var total = request.IncludeTotal ? await found.LongCountAsync(cancellationToken) : (long?)null;
        var page = await found.Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        return new SyncPage<VisitRow>(await rows.Of([.. page.Select(entry => (entry.Job, entry.Visit))], cancellationToken), total)
        {
            AsOf = asOf,
            Deleted = request.UpdatedSince is { } since
                ? await changes.Departed(since, [.. JobAudience.Of(viewer)], matching.VisibleTo(viewer).Select(entry => entry.Visit), cancellationToken)
                : null,
        };
    }
}
