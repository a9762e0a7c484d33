using Microsoft.EntityFrameworkCore;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Persistence.PostgreSql;

namespace PropOps.Infrastructure.Identity;

/// <summary>
/// Taken before the lock of any session or remembered browser of the account: whoever changes the account ends its sessions
/// afterwards, and the other way round the two would wait for one another in a circle.
/// </summary>
internal sealed class AccountLock(PropOpsDbContext db)
{
    public Task Take(long accountId, CancellationToken cancellationToken) =>
        db.Set<User>().Where(user => user.Id == accountId).Select(user => user.Id).TagWith(RowLockInterceptor.Tag).ToListAsync(cancellationToken);
}
