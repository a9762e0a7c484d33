using Microsoft.EntityFrameworkCore;
using PropOps.Application.UseCases;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Export;

/// <summary>Columns of an export of jobs.</summary>
public static class JobColumns
{
    public static IReadOnlyList<string> Exported { get; } =
    [
        "job_ref", "job_title", "status_name", "stage", "priority_name", "job_type_name", "branch_name", "agent_name", "contractor_name", "assignment_state", "owner_name",
        "full_address", "created_at", "created_by_name", "date_works_start_date", "date_works_end_date", "time_range_name", "started_at", "completed_at", "closed_at",
        "sla_deadline", "sla_state", "hours_overdue", "job_total_budget", "contractor_budget", "vat_percentage", "total_amount", "invoice_no", "quote_no", "works_order_ref",
        "tags", "photos_count", "documents_count", "external_ref", "technician_name", "asset_name", "cost_code", "contractor_total",
    ];
}

/// <summary>The jobs of a list, all of them.</summary>
internal sealed class ExportJobsHandler(MatchingJobs matching, VisibleJobs visible, JobViewers viewers, JobRows rows) : IHandler<ListJobs, IAsyncEnumerable<JobRow>>
{
    public async Task<IAsyncEnumerable<JobRow>> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        var viewer = await viewers.Current(cancellationToken);
        var found = await matching.Of(request, viewer, cancellationToken);
        return Batches.Read(await found.Select(job => job.Id).ToListAsync(cancellationToken), async ids =>
        {
            var jobs = await visible.SeenBy(viewer).Where(job => ids.Contains(job.Id)).ToDictionaryAsync(job => job.Id, cancellationToken);
            return await rows.Of([.. ids.Where(jobs.ContainsKey).Select(id => jobs[id])], cancellationToken);
        });
    }
}
