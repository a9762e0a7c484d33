using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Lookups;
using PropOps.Application.Names;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Fills the published payloads from a job and the names of the records it points to.</summary>
internal sealed class JobEventFacts(INames names, ILookups lookups, ILandlords landlords)
{
    public async Task<JobCreated> Created(Job job, CancellationToken cancellationToken)
    {
        var address = await names.One(NameKind.Address, job.AddressId, cancellationToken);
        var tenants = await names.Of(NameKind.Tenant, [.. job.TenantIds], cancellationToken);
        return new JobCreated(await Fragment(job, cancellationToken))
        {
            StatusName = job.Status.Name(),
            PriorityName = lookups.NameOf<PriorityLookup>(job.PriorityId),
            JobTypeName = lookups.NameOf<JobTypeLookup>(job.JobTypeId),
            AddressUuid = address!.Uuid,
            TenantUuids = [.. tenants.Values.Select(tenant => tenant.Uuid)],
            LandlordUuid = (await landlords.OfAddress(job.AddressId, cancellationToken))?.Uuid,
            CreatedVia = job.CreatedVia.ToString().ToLowerInvariant(),
        };
    }

    public async Task<JobUpdated> Updated(Job job, IReadOnlyList<string> fields, bool isRestored, CancellationToken cancellationToken)
    {
        return new JobUpdated(await Fragment(job, cancellationToken))
        {
            ChangedFields = fields,
            CustomerFacing = fields.Any(JobFields.CustomerFacing.Contains),
            Restored = isRestored,
        };
    }

    public async Task<JobAssigned> Assigned(Job job, Guid? previous, bool notify, CancellationToken cancellationToken)
    {
        return new JobAssigned(await Fragment(job, cancellationToken))
        {
            PreviousContractorUuid = previous,
            NotifyContractor = notify,
        };
    }

    public async Task<JobUnassigned> Unassigned(Job job, Guid previous, string? reason, CancellationToken cancellationToken)
    {
        return new JobUnassigned(await Fragment(job, cancellationToken))
        {
            PreviousContractorUuid = previous,
            Reason = reason,
        };
    }

    public async Task<JobStatusChanged> StatusChanged(Job job, JobStatus from, JobStatus to, string? reason, string? specificEvent, CancellationToken cancellationToken)
    {
        return new JobStatusChanged(await Fragment(job, cancellationToken))
        {
            FromStatusId = (int)from, FromStatus = from.Name(), ToStatusId = (int)to, ToStatus = to.Name(),
            Reason = reason,
            SpecificEvent = specificEvent,
        };
    }

    public async Task<JobDeclined> Declined(Job job, Guid by, string? reason, CancellationToken cancellationToken)
    {
        return new JobDeclined(await Fragment(job, cancellationToken))
        {
            DeclinedByUuid = by,
            Reason = reason,
        };
    }

    public async Task<JobCompleted> Completed(Job job, Guid by, CancellationToken cancellationToken)
    {
        return new JobCompleted(await Fragment(job, cancellationToken))
        {
            CompletedAt = job.CompletedAt!.Value,
            CompletedByUuid = by,
        };
    }

    public async Task<JobCancelled> Cancelled(Job job, string? reason, CancellationToken cancellationToken)
    {
        return new JobCancelled(await Fragment(job, cancellationToken))
        {
            Reason = reason,
        };
    }

    public async Task<JobAssignmentNotificationRequested> NoticeWanted(Job job, bool isResend, CancellationToken cancellationToken)
    {
        return new JobAssignmentNotificationRequested(await Fragment(job, cancellationToken))
        {
            IsResend = isResend,
        };
    }

    public async Task<JobFragment> Fragment(Job job, CancellationToken cancellationToken) => new()
    {
        JobUuid = job.Uuid,
        JobId = job.Id,
        JobRef = job.JobRef,
        ExternalRef = job.ExternalRef,
        JobTitle = job.Title,
        BranchUuid = (await names.One(NameKind.Branch, job.BranchId, cancellationToken))?.Uuid,
        BranchId = job.BranchId,
        JobTypeId = job.JobTypeId,
        PriorityId = job.PriorityId,
        StatusId = (int)job.Status,
        AgentUuid = (await names.One(NameKind.Account, job.AgentId, cancellationToken))?.Uuid,
        AgentId = job.AgentId,
        ContractorUuid = (await names.One(NameKind.Contractor, job.ContractorId, cancellationToken))?.Uuid,
        ContractorId = job.ContractorId,
    };
}
