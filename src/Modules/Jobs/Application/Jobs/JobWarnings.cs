using Microsoft.EntityFrameworkCore;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>What somebody who saves a job should know; never a refusal (NEW-7).</summary>
internal sealed class JobWarnings(VisibleJobs visible)
{
    private const int MostNamed = 3;

    public async Task<IReadOnlyList<string>> Of(Job job, CancellationToken cancellationToken)
    {
        var open = JobStatuses.Open;
        var alike = await (await visible.Query(cancellationToken))
            .Where(other => other.AddressId == job.AddressId && other.JobTypeId == job.JobTypeId && other.Id != job.Id && open.Contains(other.Status))
            .OrderByDescending(other => other.Id)
            .Select(other => other.JobRef)
            .Take(MostNamed)
            .ToListAsync(cancellationToken);
        return [.. alike.Select(reference => $"Job {reference} is open at this address for the same job type.")];
    }
}
