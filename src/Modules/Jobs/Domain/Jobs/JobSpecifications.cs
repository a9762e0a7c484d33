using Ardalis.Specification;
using PropOps.Domain.Identity;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>Who looks at jobs, as far as it decides which ones they see.</summary>
/// <param name="Branches">that an agent reaches.</param>
/// <param name="Addresses">of a landlord's portfolio today.</param>
public sealed record JobViewer(
    AccountType Type,
    long AccountId,
    IReadOnlyCollection<long> Branches,
    long? ContractorId,
    bool IsTechnician,
    long? TenantId,
    IReadOnlyCollection<long> Addresses);

/// <summary>Record-level rights: everything that hangs on a job follows the job. What it leaves out does not exist for the viewer.</summary>
public class JobsVisibleTo : Specification<Job>
{
    public JobsVisibleTo(JobViewer viewer)
    {
        switch (viewer.Type)
        {
            case AccountType.Staff:
                break;
            case AccountType.Agent:
                Query.Where(job => (job.BranchId != null && viewer.Branches.Contains(job.BranchId.Value)) || (job.BranchId == null && job.AgentId == viewer.AccountId));
                break;
            case AccountType.Contractor when viewer is { ContractorId: not null, IsTechnician: false }:
                Query.Where(job => job.ContractorId == viewer.ContractorId && job.AssignmentState != AssignmentState.None);
                break;
            case AccountType.Tenant when viewer.TenantId is { } tenant:
                // All over one value: PostgreSQL answers "contains" from its index, "= any" it would not.
                long[] tenants = [tenant];
                Query.Where(job => tenants.All(id => job.TenantIds.Contains(id)));
                break;
            case AccountType.Landlord:
                Query.Where(job => viewer.Addresses.Contains(job.AddressId));
                break;
            default:
                Query.Where(job => false);
                break;
        }
    }
}

/// <summary>One job, by integer or UUID, if the viewer sees it.</summary>
public sealed class VisibleJob : JobsVisibleTo
{
    public VisibleJob(JobViewer viewer, long? id, Guid? uuid)
        : base(viewer) =>
        Query.Where(job => id != null ? job.Id == id : job.Uuid == uuid).Include(job => job.Visits);
}

/// <summary>One job, whoever asks: for what the product does by itself.</summary>
public sealed class JobById : Specification<Job>
{
    public JobById(long id) => Query.Where(job => job.Id == id).Include(job => job.Visits);
}
