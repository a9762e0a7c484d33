using Microsoft.EntityFrameworkCore;
using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Persistence;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

internal sealed class JobsOfAccounts(IReadDb db) : IRecordUse
{
    public Task<int> OpenJobsWith(long accountId, long? contractorId, CancellationToken cancellationToken)
    {
        var open = JobStatuses.Open;
        return db.Of<Job>().CountAsync(
            job => open.Contains(job.Status) && (job.OwnerId == accountId || (contractorId != null && job.ContractorId == contractorId)), cancellationToken);
    }

    public async Task<bool> Names(long accountId, CancellationToken cancellationToken) =>
        await db.Of<Job>().AnyAsync(job => job.OwnerId == accountId || job.AgentId == accountId || job.CreatedById == accountId, cancellationToken)
        || await db.Of<JobCommit>().AnyAsync(commit => commit.AuthorId == accountId, cancellationToken);
}
