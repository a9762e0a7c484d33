using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.Search;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Search;

/// <summary>What a job is found by (LIST-5). Never by access details, the private contact or notes.</summary>
internal sealed class SearchedJobs(IReadDb db) : ISearchedRecords
{
    public SearchKind Kind => SearchKind.Jobs;

    public Type Record => typeof(Job);

    public IReadOnlySet<string> Fields { get; } = new HashSet<string>
    {
        nameof(Job.Title), nameof(Job.Description), nameof(Job.AddressId), nameof(Job.AgentId), nameof(Job.ContractorId), nameof(Job.TenantIds),
    };

    /// <summary>The people whose names an account type sees with a job.</summary>
    public static IReadOnlyCollection<NameKind> NamesSeenBy(AccountType viewer) =>
        viewer is AccountType.Staff or AccountType.Agent ? [NameKind.Account, NameKind.Contractor, NameKind.Tenant] : [NameKind.Account, NameKind.Contractor];

    public async Task<IReadOnlyList<SearchedRecord>> Read(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var jobs = await db.Of<Job>().Where(job => ids.Contains(job.Id))
            .Select(job => new
            {
                job.Id, job.JobRef, job.Title, job.Description, job.AgentId, job.ContractorId, job.TenantIds,
                Address = db.Of<Address>().Where(address => address.Id == job.AddressId).Select(address => address.FullAddress).First(),
            })
            .ToListAsync(cancellationToken);
        return jobs.ConvertAll(job => new SearchedRecord(
            job.Id,
            [job.JobRef, job.Title, RichText.WithoutMarkup(job.Description), job.Address],
            [.. People(NameKind.Account, job.AgentId), .. People(NameKind.Contractor, job.ContractorId), .. job.TenantIds.Select(id => new SearchedPerson(NameKind.Tenant, id))]));
    }

    private static IEnumerable<SearchedPerson> People(NameKind kind, long? id) => id is { } some ? [new SearchedPerson(kind, some)] : [];
}
