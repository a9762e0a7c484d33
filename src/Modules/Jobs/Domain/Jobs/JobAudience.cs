using PropOps.Domain.Identity;

namespace PropOps.Jobs.Domain.Jobs;

/// <summary>
/// Who sees a job, and whom a viewer belongs to: a viewer sees a job where the two meet. The same rights as
/// <see cref="JobsVisibleTo"/>, in a form that outlives the job.
/// </summary>
public static class JobAudience
{
    private const string Staff = "staff";

    public static IReadOnlySet<string> Of(Job job)
    {
        var audience = new HashSet<string> { Staff, Address(job.AddressId) };
        if (job.BranchId is { } branch)
        {
            audience.Add(Branch(branch));
        }
        else if (job.AgentId is { } agent)
        {
            audience.Add(Agent(agent));
        }

        if (job.ContractorId is { } contractor && job.AssignmentState != AssignmentState.None)
        {
            audience.Add(Contractor(contractor));
        }

        audience.UnionWith(job.TenantIds.Select(Tenant));
        return audience;
    }

    public static IReadOnlySet<string> Of(JobViewer viewer) => viewer.Type switch
    {
        AccountType.Staff => new HashSet<string> { Staff },
        AccountType.Agent => new HashSet<string>([.. viewer.Branches.Select(Branch), Agent(viewer.AccountId)]),
        AccountType.Contractor when viewer is { ContractorId: { } contractor, IsTechnician: false } => new HashSet<string> { Contractor(contractor) },
        AccountType.Tenant when viewer.TenantId is { } tenant => new HashSet<string> { Tenant(tenant) },
        AccountType.Landlord => new HashSet<string>(viewer.Addresses.Select(Address)),
        _ => new HashSet<string>(),
    };

    private static string Branch(long id) => $"branch {id}";

    private static string Agent(long id) => $"agent {id}";

    private static string Contractor(long id) => $"contractor {id}";

    private static string Tenant(long id) => $"tenant {id}";

    private static string Address(long id) => $"address {id}";
}
