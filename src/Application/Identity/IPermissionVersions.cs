using System.Linq.Expressions;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Accounts whose power changes with their role or type, not by themselves.</summary>
public interface IPermissionVersions
{
    /// <summary>Raises the versions of these accounts in the running transaction, so that every node asks anew what they hold (PERM-8).</summary>
    Task Raise(Expression<Func<User, bool>> whose, CancellationToken cancellationToken);
}
