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
    private readonly Dictionary<(RecordKind, AccountType, bool IsOwn), List<(long Job, Guid Record)>> _pools = [];
    private readonly HashSet<long> _drawn = [];

    /// <summary>Whom nobody but Staff sees.</summary>
    public required Guid StrongestAccount { get; init; }

    public static async Task<RecordPools> Fill(Installation installation, Home home)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var jobs = await db.Set<Job>().AsNoTracking().Include(job => job.Visits).OrderBy(job => job.Id).ToListAsync();
        var landlords = await db.Set<Address>().ToDictionaryAsync(address => address.Id, address => address.LandlordId);
        var pools = new RecordPools { StrongestAccount = await db.Set<User>().OrderBy(user => user.RoleId).Select(user => user.Uuid).FirstAsync() };
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
            pools.Add(RecordKind.Visit, type, jobs, IsOwn, job => job.Visits.Select(visit => visit.Uuid));
        }

        return pools;
    }

    /// <returns>null where nobody of this type could have such a record.</returns>
    public Guid? Own(RecordKind kind, AccountType type) => Draw((kind, type, true));

    /// <returns>null where they see them all.</returns>
    public Guid? Foreign(RecordKind kind, AccountType type) => Draw((kind, type, false));

    private void Add(RecordKind kind, AccountType type, List<Job> jobs, Func<Job, bool> isOwn, Func<Job, IEnumerable<Guid>> uuids)
    {
        foreach (var same in jobs.GroupBy(isOwn))
        {
            _pools[(kind, type, same.Key)] = [.. from job in same from uuid in uuids(job) select (job.Id, uuid)];
        }
    }

    /// <summary>One of a job that no other case has: what one of them changes or deletes is met by no other, as long as there are enough.</summary>
    private Guid? Draw((RecordKind, AccountType, bool) pool)
    {
        if (!_pools.TryGetValue(pool, out var records) || records.Count == 0)
        {
            return null;
        }

        var drawn = records.Find(record => !_drawn.Contains(record.Job)) is { Job: not 0 } free ? free : records[^1];
        _drawn.Add(drawn.Job);
        return drawn.Record;
    }
}
