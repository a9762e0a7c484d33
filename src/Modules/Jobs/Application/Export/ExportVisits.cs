using Microsoft.EntityFrameworkCore;
using PropOps.Application.UseCases;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Application.Visits;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Export;

/// <summary>Columns of an export of visits.</summary>
public static class VisitColumns
{
    public static IReadOnlyList<string> Exported { get; } =
    [
        "job_ref", "number", "status", "start_date", "end_date", "time_range_name", "starts_at", "ends_at", "proposed_by", "confirmed_by", "confirmed_at", "note",
        "contractor_name", "technician_name", "outcome_reason", "outcome_by_name", "outcome_at", "cancelled_by", "cancel_reason", "created_at",
    ];
}

/// <summary>The visits of a list, all of them.</summary>
internal sealed class ExportVisitsHandler(MatchingVisits matching, JobViewers viewers, VisitRows rows) : IHandler<ListVisits, IAsyncEnumerable<VisitRow>>
{
    public async Task<IAsyncEnumerable<VisitRow>> Handle(ListVisits request, CancellationToken cancellationToken)
    {
        var viewer = await viewers.Current(cancellationToken);
        var found = await matching.Of(request, viewer, cancellationToken);
        return Batches.Read(await found.Select(entry => entry.Visit.Id).ToListAsync(cancellationToken), async ids =>
        {
            var visits = await matching.VisibleTo(viewer).Where(entry => ids.Contains(entry.Visit.Id)).ToDictionaryAsync(entry => entry.Visit.Id, cancellationToken);
            return await rows.Of([.. ids.Where(visits.ContainsKey).Select(id => (visits[id].Job, visits[id].Visit))], cancellationToken);
        });
    }
}
