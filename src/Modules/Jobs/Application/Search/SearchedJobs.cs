using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.Search;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Search;

/// <summary>What a job is found by (LIST-5). Never by access details, the private contact or notes.</summary>
internal sealed class SearchedJobs(INames names) : ISearchedRecords
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

    public async Task<IReadOnlyList<SearchedRecord>> Of(IReadOnlyList<Entity> records, CancellationToken cancellationToken)
    {
        var jobs = records.Cast<Job>().ToList();
        var addresses = await names.Of(NameKind.Address, [.. jobs.Select(job => job.AddressId).Distinct()], cancellationToken);
        return jobs.ConvertAll(job => new SearchedRecord(
            job.Id,
            [job.JobRef, job.Title, RichText.WithoutMarkup(job.Description), addresses[job.AddressId].Name],
            [.. People(NameKind.Account, job.AgentId), .. People(NameKind.Contractor, job.ContractorId), .. job.TenantIds.Select(id => new SearchedPerson(NameKind.Tenant, id))]));
    }

    private static IEnumerable<SearchedPerson> People(NameKind kind, long? id) => id is { } some ? [new SearchedPerson(kind, some)] : [];
}
