using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Organisation;

namespace PropOps.Application.Accounts;

/// <summary>The branches that a request names for an account: several of an agent, the home branch of Staff, none of others.</summary>
internal sealed class AccountBranches(IReadDb db)
{
    /// <param name="first">comes first; <paramref name="all"/>: in the order joined.</param>
    /// <returns>their ids.</returns>
    public async Task<IReadOnlyList<long>> Of(AccountType type, Ref? first, IReadOnlyList<Ref>? all, CancellationToken cancellationToken)
    {
        List<Ref> named = [.. first is { } one ? [one] : Array.Empty<Ref>(), .. all ?? []];
        if (named.Count > 0 && type is not (AccountType.Agent or AccountType.Staff))
        {
            throw new InvalidRefusal(first is null ? "branch_ids" : "branch_id");
        }

        var ids = named.Select(branch => branch.Id).OfType<long>().ToList();
        var uuids = named.Select(branch => branch.Uuid).OfType<Guid>().ToList();
        var found = await db.Of<Branch>().Where(branch => ids.Contains(branch.Id) || uuids.Contains(branch.Uuid)).ToListAsync(cancellationToken);
        List<Branch> branches = [.. named.Select(name => found.Find(branch => branch.Id == name.Id || branch.Uuid == name.Uuid) ?? throw new NotFoundRefusal("Branch")).Distinct()];
        if (branches.Find(branch => !branch.IsActive) is { } disabled)
        {
            throw new ConflictRefusal($"Branch {disabled.Name} is disabled");
        }

        if (type == AccountType.Staff && branches.Count > 1)
        {
            throw new InvalidRefusal("branch_ids");
        }

        return type == AccountType.Agent && branches.Count == 0 ? throw new InvalidRefusal("branch_id") : [.. branches.Select(branch => branch.Id)];
    }
}
