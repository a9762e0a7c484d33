using Microsoft.EntityFrameworkCore;
using PropOps.Application.Names;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Organisation;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Names;

/// <summary>Names of people by id, decrypted once.</summary>
internal sealed class PeopleNames : CoherentDictionary<(NameKind, long), Named>
{
    public override ChangeKind Kind => ChangeKind.People;
}

internal sealed class PlaceNames : CoherentDictionary<(NameKind, long), Named>
{
    public override ChangeKind Kind => ChangeKind.Places;
}

internal sealed class Names(PropOpsDbContext db, PeopleNames people, PlaceNames places) : INames
{
    public async ValueTask<IReadOnlyDictionary<long, Named>> Of(NameKind kind, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        CoherentDictionary<(NameKind, long), Named> names = kind is NameKind.Branch or NameKind.Address ? places : people;
        var cache = names.Current;
        var found = new Dictionary<long, Named>(ids.Count);
        List<long>? missing = null;
        foreach (var id in ids)
        {
            if (cache.TryGetValue((kind, id), out var named))
            {
                found[id] = named;
            }
            else
            {
                (missing ??= []).Add(id);
            }
        }

        if (missing is not null)
        {
            foreach (var named in await Fetch(kind, missing, cancellationToken))
            {
                cache[(kind, named.Id)] = named;
                found[named.Id] = named;
            }

            names.MakeRoom();
        }

        return found;
    }

    private async Task<List<Named>> Fetch(NameKind kind, List<long> ids, CancellationToken cancellationToken) => kind switch
    {
        NameKind.Account => Named(await db.Set<User>().Where(user => ids.Contains(user.Id))
            .Select(user => new { user.Id, user.Uuid, user.FirstName, user.LastName }).ToListAsync(cancellationToken), user => new(user.Id, user.Uuid, $"{user.FirstName} {user.LastName}".Trim())),
        NameKind.Contractor => Named(await db.Set<Contractor>().Where(contractor => ids.Contains(contractor.Id))
            .Select(contractor => new { contractor.Id, contractor.Uuid, contractor.CompanyName, contractor.FirstName, contractor.LastName }).ToListAsync(cancellationToken),
            contractor => new(contractor.Id, contractor.Uuid, contractor.CompanyName ?? $"{contractor.FirstName} {contractor.LastName}".Trim())),
        NameKind.Branch => await db.Set<Branch>().Where(branch => ids.Contains(branch.Id)).Select(branch => new Named(branch.Id, branch.Uuid, branch.Name)).ToListAsync(cancellationToken),
        NameKind.Tenant => await db.Set<Tenant>().Where(tenant => ids.Contains(tenant.Id)).Select(tenant => new Named(tenant.Id, tenant.Uuid, tenant.Name)).ToListAsync(cancellationToken),
        NameKind.Landlord => await db.Set<Landlord>().Where(landlord => ids.Contains(landlord.Id)).Select(landlord => new Named(landlord.Id, landlord.Uuid, landlord.Name)).ToListAsync(cancellationToken),
        _ => await db.Set<Address>().Where(address => ids.Contains(address.Id)).Select(address => new Named(address.Id, address.Uuid, address.FullAddress)).ToListAsync(cancellationToken),
    };

    private static List<Named> Named<T>(List<T> rows, Func<T, Named> name) => rows.ConvertAll(row => name(row));
}
