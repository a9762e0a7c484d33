using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Application.Search;
using PropOps.Application.Settings;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Organisation;

namespace PropOps.Application.Accounts;

/// <summary>The accounts that a list asks for, in its order, whatever is made of them.</summary>
internal sealed class MatchingAccounts(IReadDb db, IAccountSearch search, INames names, OrganisationDays days)
{
    /// <summary>Names are encrypted: they are sorted here, and no more than this many of them.</summary>
    private const int MostSorted = 10_000;

    public IQueryable<User> All => db.Of<User>();

    /// <returns>their ids, in the order asked for.</returns>
    /// <exception cref="InvalidRefusal">more than can be sorted by name.</exception>
    public async Task<IReadOnlyList<long>> Of(ListUsers request, CancellationToken cancellationToken)
    {
        var found = await Filter(request, cancellationToken);
        var descending = request.Sort.StartsWith('-');
        return request.Sort.TrimStart('-') switch
        {
            "ID" => await Ids(descending ? found.OrderByDescending(user => user.Id) : found.OrderBy(user => user.Id)),
            "created_at" => await Ids(descending
                ? found.OrderByDescending(user => user.CreatedAt).ThenByDescending(user => user.Id)
                : found.OrderBy(user => user.CreatedAt).ThenBy(user => user.Id)),
            "updated_at" => await Ids(descending
                ? found.OrderByDescending(user => user.UpdatedAt).ThenByDescending(user => user.Id)
                : found.OrderBy(user => user.UpdatedAt).ThenBy(user => user.Id)),
            "last_login_at" => await Ids(descending
                ? found.OrderBy(user => user.LastLoginAt == null).ThenByDescending(user => user.LastLoginAt).ThenByDescending(user => user.Id)
                : found.OrderBy(user => user.LastLoginAt == null).ThenBy(user => user.LastLoginAt).ThenBy(user => user.Id)),
            _ => await ByName(found, descending, cancellationToken),
        };

        Task<List<long>> Ids(IQueryable<User> sorted) => sorted.Select(user => user.Id).ToListAsync(cancellationToken);
    }

    /// <summary>These accounts, in this order; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<User>> Load(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var found = await db.Of<User>().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, cancellationToken);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private async Task<IReadOnlyList<long>> ByName(IQueryable<User> found, bool descending, CancellationToken cancellationToken)
    {
        var ids = await found.Select(user => user.Id).Take(MostSorted + 1).ToListAsync(cancellationToken);
        if (ids.Count > MostSorted)
        {
            throw new InvalidRefusal("sort", $"More than {MostSorted} accounts cannot be sorted by name: narrow the list");
        }

        var named = await names.Of(NameKind.Account, ids, cancellationToken);
        var sorted = named.Values.OrderBy(name => name.Name, StringComparer.OrdinalIgnoreCase).ThenBy(name => name.Id).Select(name => name.Id).ToList();
        if (descending)
        {
            sorted.Reverse();
        }

        return sorted;
    }

    private async Task<IQueryable<User>> Filter(ListUsers request, CancellationToken cancellationToken)
    {
        var found = All;
        var types = request.AccountTypeId?.Select(id => (AccountType)id).ToList();
        var statuses = request.AccountStatusId?.Select(id => (AccountStatus)id).ToList();
        found = types is null ? found : found.Where(user => types.Contains(user.AccountType));
        found = statuses is not null ? found.Where(user => statuses.Contains(user.Status))
            : request.Uuid is null ? found.Where(user => user.Status != AccountStatus.Archived)
            : found;
        found = request.Uuid is { } one ? found.Where(user => user.Id == one.Id || user.Uuid == one.Uuid) : found;
        if (request.RoleId is { } roles)
        {
            var ids = await IdsOf<Role>(roles, cancellationToken);
            found = found.Where(user => user.RoleId != null && ids.Contains(user.RoleId.Value));
        }

        if (request.ContractorId is { } firm)
        {
            var ids = await IdsOf<Contractor>([firm], cancellationToken);
            found = found.Where(user => user.ContractorId != null && ids.Contains(user.ContractorId.Value));
        }

        if (request.BranchId is { } branch)
        {
            var ids = await IdsOf<Branch>([branch], cancellationToken);
            found = found.Where(user => user.Branches.Any(membership => ids.Contains(membership.BranchId)));
        }

        found = request.UpdatedSince is { } since ? found.Where(user => user.UpdatedAt >= since) : found;
        if (request.CreatedFrom is { } from)
        {
            var start = days.Start(from);
            found = found.Where(user => user.CreatedAt >= start);
        }

        if (request.CreatedTo is { } to)
        {
            var end = days.Start(to.AddDays(1));
            found = found.Where(user => user.CreatedAt < end);
        }

        if (request.Search is { } text)
        {
            var matching = await search.Matching(text, cancellationToken);
            found = found.Where(user => matching.Contains(user.Id));
        }

        return found;
    }

    private async Task<List<long>> IdsOf<T>(IReadOnlyList<Ref> named, CancellationToken cancellationToken)
        where T : Entity
    {
        var (ids, uuids) = (named.Select(name => name.Id).OfType<long>().ToList(), named.Select(name => name.Uuid).OfType<Guid>().ToList());
        return await db.Of<T>().Where(record => ids.Contains(record.Id) || uuids.Contains(record.Uuid)).Select(record => record.Id).ToListAsync(cancellationToken);
    }
}
