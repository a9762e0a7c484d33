using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

internal sealed class PermissionVersions(PropOpsDbContext db) : IPermissionVersions
{
    public Task Raise(Expression<Func<User, bool>> whose, CancellationToken cancellationToken) =>
        db.Set<User>().Where(whose).ExecuteUpdateAsync(set => set.SetProperty(user => user.PermissionsVersion, user => user.PermissionsVersion + 1), cancellationToken);
}
