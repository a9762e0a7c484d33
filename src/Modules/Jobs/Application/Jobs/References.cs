using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Organisation;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Finds the records that a request names: absent or not visible to the caller is one 404, in a filter it is no rows.</summary>
internal sealed class References(IReadDb db, ICurrentUser currentUser)
{
    public Task<Address> Address(Ref reference, CancellationToken cancellationToken) =>
        One<Address>(reference, address => address.IsActive, "Address", cancellationToken);

    public Task<Contractor> Contractor(Ref reference, CancellationToken cancellationToken) =>
        One<Contractor>(reference, _ => true, "Contractor", cancellationToken);

    public Task<User> Agent(Ref reference, CancellationToken cancellationToken) =>
        One<User>(reference, user => user.AccountType == AccountType.Agent && user.Status == AccountStatus.Active, "Agent", cancellationToken);

    public Task<User> Owner(Ref reference, CancellationToken cancellationToken) =>
        One<User>(reference, user => user.AccountType == AccountType.Staff && user.Status == AccountStatus.Active, "User", cancellationToken);

    /// <summary>An agent names their own branches only.</summary>
    public Task<Branch> Branch(Ref reference, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var own = caller.BranchIds;
        return One<Branch>(reference, caller.Type == AccountType.Agent ? branch => own.Contains(branch.Id) : _ => true, "Branch", cancellationToken);
    }

    public async Task<IReadOnlyList<long>> Tenants(IReadOnlyList<Ref> references, CancellationToken cancellationToken)
    {
        var found = await Ids<Tenant>(references, cancellationToken);
        return found.Count == references.Distinct().Count() ? found : throw new NotFoundRefusal("Tenant");
    }

    /// <summary>The ids behind a filter; what nobody has is left out.</summary>
    public async Task<IReadOnlyList<long>> Ids<T>(IReadOnlyList<Ref> references, CancellationToken cancellationToken)
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
