using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Organisation;
using PropOps.Jobs.Application.Visibility;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Finds the records that a request names: absent or not visible to the caller is one 404, in a filter it is no rows.</summary>
internal sealed class References(IReadDb db, VisibleJobs visible, ICurrentUser currentUser)
{
    public Task<Address> Address(Ref reference, CancellationToken cancellationToken) =>
        One<Address>(reference, address => address.IsActive, "Address", cancellationToken);

    public Task<Contractor> Contractor(Ref reference, CancellationToken cancellationToken) =>
        One<Contractor>(reference, _ => true, "Contractor", cancellationToken);

    /// <summary>An agent names agents of branches they reach only.</summary>
    public Task<User> Agent(Ref reference, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var (isAgent, reached) = (caller.Type == AccountType.Agent, caller.ReachedBranchIds);
        return One<User>(
            reference,
            user => user.AccountType == AccountType.Agent && user.Status == AccountStatus.Active
                && (!isAgent || user.Id == caller.Id || user.Branches.Any(branch => reached.Contains(branch.BranchId))),
            "Agent",
            cancellationToken);
    }

    public Task<User> Owner(Ref reference, CancellationToken cancellationToken) =>
        One<User>(reference, user => user.AccountType == AccountType.Staff && user.Status == AccountStatus.Active, "User", cancellationToken);

    /// <summary>An agent names their own branches only.</summary>
    public Task<Branch> Branch(Ref reference, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var own = caller.BranchIds;
        return One<Branch>(reference, caller.Type == AccountType.Agent ? branch => own.Contains(branch.Id) : _ => true, "Branch", cancellationToken);
    }

    /// <summary>An agent names tenants of a job they see or at an address of a branch they reach: a job shows its tenants' numbers.</summary>
    public async Task<IReadOnlyList<long>> Tenants(IReadOnlyList<Ref> references, CancellationToken cancellationToken)
    {
        var found = await Existing<Tenant>(references, cancellationToken);
        var caller = currentUser.RequireCaller();
        if (caller.Type == AccountType.Agent)
        {
            var reached = caller.ReachedBranchIds;
            var seen = await visible.Query(cancellationToken);
            found = await db.Of<Tenant>()
                .Where(tenant => found.Contains(tenant.Id))
                .Where(tenant => db.Of<Address>().Any(address => address.Id == tenant.AddressId && address.BranchId != null && reached.Contains(address.BranchId.Value))
                    || seen.Any(job => job.TenantIds.Contains(tenant.Id)))
                .OrderBy(tenant => tenant.Id)
                .Select(tenant => tenant.Id)
                .ToListAsync(cancellationToken);
        }

        return found.Count == references.Distinct().Count() ? found : throw new NotFoundRefusal("Tenant");
    }

    /// <summary>The ids behind a filter. An integer stands for itself: where nobody has it, no record names it either.</summary>
    public async ValueTask<IReadOnlyList<long>> Ids<T>(IReadOnlyList<Ref> references, CancellationToken cancellationToken)
        where T : Entity =>
        references.All(reference => reference.Id is not null) ? [.. references.Select(reference => reference.Id!.Value)] : await Existing<T>(references, cancellationToken);

    private async Task<IReadOnlyList<long>> Existing<T>(IReadOnlyList<Ref> references, CancellationToken cancellationToken)
        where T : Entity
    {
        long[] ids = [.. references.Select(reference => reference.Id).OfType<long>()];
        Guid[] uuids = [.. references.Select(reference => reference.Uuid).OfType<Guid>()];
        return await db.Of<T>().Where(record => ids.Contains(record.Id) || uuids.Contains(record.Uuid)).OrderBy(record => record.Id).Select(record => record.Id).ToListAsync(cancellationToken);
    }

    private async Task<T> One<T>(Ref reference, Expression<Func<T, bool>> visible, string name, CancellationToken cancellationToken)
        where T : Entity =>
        await db.Of<T>().Where(visible)
            .Where(record => reference.Id != null ? record.Id == reference.Id : record.Uuid == reference.Uuid)
            .SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundRefusal(name);
}
