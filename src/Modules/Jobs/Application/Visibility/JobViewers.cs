using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Visibility;

/// <summary>The caller as a viewer of jobs.</summary>
internal sealed class JobViewers(ICurrentUser currentUser, IReadDb db)
{
    public async Task<JobViewer> Current(CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        return new JobViewer(
            caller.Type,
            caller.Id,
            caller.ReachedBranchIds,
            caller.ContractorId,
            caller.MemberRole == MemberRole.Technician,
            caller.TenantId,
            caller is { Type: AccountType.Landlord, LandlordId: { } landlord }
                ? await db.Of<Address>().Where(address => address.LandlordId == landlord).Select(address => address.Id).ToListAsync(cancellationToken)
                : []);
    }
}
