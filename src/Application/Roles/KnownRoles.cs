using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Roles;

/// <summary>
/// Finds roles to change. Changes of what roles and account types give follow one another: each reaches the rows of many
/// accounts, and so could wait for another one that waits for it.
/// </summary>
internal sealed class KnownRoles(IRepository<Role> roles, IReadDb db, ITransaction transaction)
{
    public const string NotFound = "Role";

    /// <exception cref="NotFoundRefusal">there is none.</exception>
    public async Task<Role> ToChange(Ref role, CancellationToken cancellationToken)
    {
        await FollowOthers(cancellationToken);
        return await Find(role, cancellationToken) ?? throw new NotFoundRefusal(NotFound);
    }

    /// <summary>To be given to an account: its row is locked, before that of the account, so that it is not removed meanwhile.</summary>
    /// <exception cref="NotFoundRefusal">there is none, or it is switched off.</exception>
    public async Task<Role> ToGive(Ref role, CancellationToken cancellationToken) =>
        await Find(role, cancellationToken) is { IsActive: true } found ? found : throw new NotFoundRefusal(NotFound);

    public Task FollowOthers(CancellationToken cancellationToken) => transaction.FollowOthers("roles", cancellationToken);

    public Task<int> AccountsWith(Role role, CancellationToken cancellationToken) => db.Of<User>().CountAsync(user => user.RoleId == role.Id, cancellationToken);

    private Task<Role?> Find(Ref role, CancellationToken cancellationToken) => roles.Find(new RoleNamed(role.Id, role.Uuid), cancellationToken);
}
