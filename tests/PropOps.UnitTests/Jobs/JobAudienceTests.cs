using PropOps.Domain.Identity;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.UnitTests.Jobs;

/// <summary>Audience and visibility are the same rights told twice.</summary>
public sealed class JobAudienceTests
{
    private static readonly JobViewer Nobody = new(AccountType.Staff, 5, [], null, IsTechnician: false, null, []);

    private static readonly JobViewer[] Viewers =
    [
        Nobody,
        Nobody with { Type = AccountType.Agent },
        Nobody with { Type = AccountType.Agent, Branches = [1, 2] },
        Nobody with { Type = AccountType.Agent, AccountId = 6, Branches = [3] },
        Nobody with { Type = AccountType.Contractor },
        Nobody with { Type = AccountType.Contractor, ContractorId = 20 },
        Nobody with { Type = AccountType.Contractor, ContractorId = 20, IsTechnician = true },
        Nobody with { Type = AccountType.Contractor, ContractorId = 21 },
        Nobody with { Type = AccountType.Tenant },
        Nobody with { Type = AccountType.Tenant, TenantId = 100 },
        Nobody with { Type = AccountType.Landlord },
        Nobody with { Type = AccountType.Landlord, Addresses = [4, 5] },
        Nobody with { Type = AccountType.Landlord, Addresses = [6] },
    ];

    private static readonly Job[] Jobs =
    [
        .. from branch in new long?[] { null, 1, 3 }
           from agent in new long?[] { null, 5, 6 }
           from contractor in new long?[] { null, 20 }
           from state in Enum.GetValues<AssignmentState>()
           from tenants in new long[][] { [], [100, 101] }
           select Job(branch, agent, contractor, state, tenants),
    ];

    [TestCaseSource(nameof(Viewers))]
    public void A_viewer_sees_a_job_where_their_audiences_meet(JobViewer viewer)
    {
        var visible = new JobsVisibleTo(viewer);
        foreach (var job in Jobs)
        {
            Assert.That(JobAudience.Of(job).Overlaps(JobAudience.Of(viewer)), Is.EqualTo(visible.IsSatisfiedBy(job)), string.Join(", ", JobAudience.Of(job)));
        }
    }

    private static Job Job(long? branch, long? agent, long? contractor, AssignmentState state, long[] tenants)
    {
        var job = JobInStatus.New();
        Set(nameof(job.BranchId), branch);
        Set(nameof(job.AgentId), agent);
        Set(nameof(job.ContractorId), contractor);
        Set(nameof(job.AssignmentState), state);
        Set(nameof(job.TenantIds), tenants);
        return job;

        void Set(string property, object? value) => typeof(Job).GetProperty(property)!.SetValue(job, value);
    }
}
