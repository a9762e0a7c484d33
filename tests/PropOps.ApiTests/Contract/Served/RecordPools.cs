using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.ApiTests.Contract.Served;

/// <summary>
/// Records of the demo by who sees them. Told apart here from the plain columns, not by the product's own specifications,
/// which are what is tested.
/// </summary>
internal sealed class RecordPools
{
    private readonly Dictionary<(RecordKind, AccountType, bool IsOwn), Pool> _pools = [];

    public static async Task<RecordPools> Fill(Installation installation, Home home)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var jobs = await db.Set<Job>().AsNoTracking().Include(job => job.Visits).OrderBy(job => job.Id).ToListAsync();
        var landlords = await db.Set<Address>().ToDictionaryAsync(address => address.Id, address => address.LandlordId);
        var pools = new RecordPools();
        foreach (var type in Enum.GetValues<AccountType>())
        {
            bool IsOwn(Job job) => type switch
            {
                AccountType.Staff => true,
                AccountType.Agent => job.BranchId == home.BranchId,
                AccountType.Contractor => job.ContractorId == home.ContractorId && job.AssignmentState != AssignmentState.None,
                AccountType.Landlord => landlords[job.AddressId] == home.LandlordId,
                _ => job.TenantIds.Contains(home.TenantId),
            };
            pools.Add(RecordKind.Job, type, jobs, IsOwn, job => [job.Uuid]);
            // From the other end: a job that one case deletes takes its visits with it.
            pools.Add(RecordKind.Visit, type, [.. jobs.AsEnumerable().Reverse()], IsOwn, job => job.Visits.Select(visit => visit.Uuid));
        }

        return pools;
    }

    /// <returns>null where nobody of this type could have such a record.</returns>
    public Guid? Own(RecordKind kind, AccountType type) => _pools.GetValueOrDefault((kind, type, true))?.Next();

    /// <returns>null where they see them all.</returns>
    public Guid? Foreign(RecordKind kind, AccountType type) => _pools.GetValueOrDefault((kind, type, false))?.Next();

    private void Add(RecordKind kind, AccountType type, List<Job> jobs, Func<Job, bool> isOwn, Func<Job, IEnumerable<Guid>> uuids)
    {
        foreach (var group in jobs.GroupBy(isOwn))
        {
            _pools[(kind, type, group.Key)] = new Pool([.. group.SelectMany(uuids)]);
        }
    }

    /// <summary>Each in turn, so that what one case changes is met by no other before the pool is through.</summary>
    private sealed class Pool(IReadOnlyList<Guid> uuids)
    {
        private int _next = -1;

        public Guid? Next() => uuids.Count == 0 ? null : uuids[(Interlocked.Increment(ref _next) & int.MaxValue) % uuids.Count];
    }
}
