using Microsoft.EntityFrameworkCore;
using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Lookups;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application;

internal sealed class JobPartiesReader(IReadDb db, INames names, ILandlords landlords, ILookups lookups) : IJobParties
{
    public async Task<JobParties?> Of(Guid jobUuid, CancellationToken cancellationToken)
    {
        if (await db.Of<Job>().SingleOrDefaultAsync(job => job.Uuid == jobUuid, cancellationToken) is not { } job)
        {
            return null;
        }

        var landlord = await landlords.OfAddress(job.AddressId, cancellationToken);
        return new JobParties(
            job.Id, job.Uuid, job.OwnerId, job.AgentId, job.BranchId, job.ContractorId, job.TenantIds, landlord?.Id,
            job.PrivateContactEmail is { } email ? new PrivateContact(job.PrivateContactName ?? email, email) : null,
            new JobWords(
                job.JobRef,
                job.Title,
                lookups.NameOf<JobTypeLookup>(job.JobTypeId),
                lookups.NameOf<PriorityLookup>(job.PriorityId),
                lookups.NameOf<StatusLookup>((int)job.Status),
                (await names.One(NameKind.Branch, job.BranchId, cancellationToken))?.Name,
                (await names.One(NameKind.Address, job.AddressId, cancellationToken))!.Name,
                (await names.One(NameKind.Account, job.AgentId, cancellationToken))?.Name,
                (await names.One(NameKind.Contractor, job.ContractorId, cancellationToken))?.Name,
                job.WorksStart,
                job.TimeRangeId is { } range ? lookups.NameOf<TimeRangeLookup>(range) : null));
    }
}
