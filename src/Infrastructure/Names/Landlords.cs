using Microsoft.EntityFrameworkCore;
using PropOps.Application.Names;
using PropOps.Domain.Directory;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Names;

/// <summary>The landlord's id by that of the address.</summary>
internal sealed class LandlordsOfAddresses : CoherentDictionary<long, long?>
{
    public override ChangeKind Kind => ChangeKind.Places;
}

internal sealed class Landlords(PropOpsDbContext db, LandlordsOfAddresses known, INames names) : ILandlords
{
    public async ValueTask<Named?> OfAddress(long addressId, CancellationToken cancellationToken)
    {
        var entries = known.Current;
        if (!entries.TryGetValue(addressId, out var landlordId))
        {
            landlordId = await db.Set<Address>().Where(address => address.Id == addressId).Select(address => address.LandlordId).SingleAsync(cancellationToken);
            entries[addressId] = landlordId;
            known.MakeRoom();
        }

        return await names.One(NameKind.Landlord, landlordId, cancellationToken);
    }
}
