using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity;

/// <summary>The accounts that a request names: those that the caller sees, and of them those weaker than the caller (PERM-5).</summary>
public sealed class ManageableAccounts(ICurrentUser currentUser, IRepository<User> users, IRepository<Role> roles)
{
    /// <exception cref="NotFoundRefusal">absent, or not visible to the caller.</exception>
    /// <exception cref="ForbiddenRefusal">as strong as the caller, or the caller.</exception>
    public async Task<User> Manageable(Ref name, CancellationToken cancellationToken)
    {
        var user = await Visible(name, cancellationToken);
        return await IsWeaker(user, cancellationToken) ? user : throw new ForbiddenRefusal("You cannot manage this account");
    }

    /// <summary>The caller's own account, where none is named.</summary>
    /// <exception cref="NotFoundRefusal">absent, or not visible to the caller.</exception>
    /// <exception cref="ForbiddenRefusal">another's who is as strong as the caller.</exception>
    public async Task<User> OwnOrManageable(Ref? name, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        return name is not { } other || other.Id == caller.Id || other.Uuid == caller.Uuid
            ? (await users.Find(new UserById(caller.Id), cancellationToken))!
            : await Manageable(other, cancellationToken);
    }

    private async Task<User> Visible(Ref name, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var user = await users.Find(new UserByRef(name.Id, name.Uuid), cancellationToken);
        return user is not null && (caller.Type == AccountType.Staff || user.Id == caller.Id) ? user : throw new NotFoundRefusal("User");
    }

    private async Task<bool> IsWeaker(User user, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var role = user.RoleId is { } id ? await roles.Find(new RoleById(id), cancellationToken) : null;
        return user.Id != caller.Id && (role?.Level ?? user.AccountType.Level()) > caller.Level;
    }
}
