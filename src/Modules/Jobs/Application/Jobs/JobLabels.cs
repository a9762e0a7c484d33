using System.Text.Json;
using PropOps.Application.Lookups;
using PropOps.Application.Names;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>How the stored values of a job read today; history keeps the words (HIST-2).</summary>
internal sealed class JobLabels(INames names, ILookups lookups)
{
    private static readonly IReadOnlyDictionary<string, NameKind> Records = new Dictionary<string, NameKind>
    {
        ["address_id"] = NameKind.Address, ["branch_id"] = NameKind.Branch, ["agent_id"] = NameKind.Account,
        ["owner_id"] = NameKind.Account, ["contractor_id"] = NameKind.Contractor,
    };

    /// <param name="before">the details before the change, whose names are needed as well.</param>
    /// <returns>the label of a field's value, given as JSON.</returns>
    public async Task<Func<string, string, string?>> For(JobDetails? before, long? contractorBefore, Job job, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(NameKind, long), string>();
        await Load(NameKind.Address, before?.AddressId, job.AddressId);
        await Load(NameKind.Branch, before?.BranchId, job.BranchId);
        await Load(NameKind.Account, before?.AgentId, job.AgentId, before?.OwnerId, job.OwnerId);
        await Load(NameKind.Contractor, contractorBefore, job.ContractorId);
        return Label;

        async Task Load(NameKind kind, params long?[] ids)
        {
            foreach (var named in (await names.Of(kind, [.. ids.OfType<long>().Distinct()], cancellationToken)).Values)
            {
                known[(kind, named.Id)] = named.Name;
            }
        }

        string? Label(string field, string json)
        {
            if (json == "null")
            {
                return null;
            }

            return field switch
            {
                "status_id" or JobFields.ArchivedFrom => lookups.Find<StatusLookup>(JsonSerializer.Deserialize<int>(json))?.Name,
                "priority_id" => lookups.Find<PriorityLookup>(JsonSerializer.Deserialize<int>(json))?.Name,
                "job_type_id" => lookups.Find<JobTypeLookup>(JsonSerializer.Deserialize<int>(json))?.Name,
                "time_range_id" => lookups.Find<TimeRangeLookup>(JsonSerializer.Deserialize<int>(json))?.Name,
                "assignment_state" => JsonSerializer.Deserialize<string>(json),
                _ when Records.TryGetValue(field, out var kind) => known.GetValueOrDefault((kind, JsonSerializer.Deserialize<long>(json))),
                _ => null,
            };
        }
    }
}
