using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>
/// Finds the account that a request names, and says whether the caller may have to do with it: what is absent or not theirs to
/// see is a 404, what is as strong as they are a 403. Staff see every account, everybody else their own.
/// </summary>
public sealed class ManagedAccounts(ICurrentUser currentUser, IReadDb db, IRepository<User> users, AccountPowers powers)
{
    /// <summary>To look at: the caller's own, for which <typeparamref name="TRequest"/> asks no key, or one that they manage.</summary>
    /// <param name="account">null is oneself.</param>
    public Task<AccountPower> OwnOrManaged<TRequest>(Ref? account, CancellationToken cancellationToken) =>
        Judge<TRequest>(account, named => Read(named, cancellationToken), cancellationToken);

    /// <summary>As <see cref="OwnOrManaged{TRequest}"/>, to change: its row is locked.</summary>
    public Task<AccountPower> OwnOrManagedToChange<TRequest>(Ref? account, CancellationToken cancellationToken) =>
        Judge<TRequest>(account, named => Lock(named, cancellationToken), cancellationToken);

    /// <summary>Another account that the caller manages, to look at.</summary>
    public async Task<AccountPower> Managed(Ref account, CancellationToken cancellationToken) =>
        await Judge(await Read(account, cancellationToken), cancellationToken);

    /// <summary>Another account that the caller manages, to change: its row is locked.</summary>
    public async Task<AccountPower> ManagedToChange(Ref account, CancellationToken cancellationToken) =>
        await Judge(await Lock(account, cancellationToken), cancellationToken);

    private Task<User?> Read(Ref account, CancellationToken cancellationToken) =>
        db.Of<User>().SingleOrDefaultAsync(user => user.Id == account.Id || user.Uuid == account.Uuid, cancellationToken);

    private Task<User?> Lock(Ref account, CancellationToken cancellationToken) => users.Find(new AccountNamed(account.Id, account.Uuid), cancellationToken);

    private async Task<AccountPower> Judge<TRequest>(Ref? account, Func<Ref, Task<User?>> find, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var user = RequireVisible(caller, await find(account ?? caller.Id));
        currentUser.RequireUnlessOwn<TRequest>(user.Id);
        return user.Id == caller.Id ? await powers.Of(user, cancellationToken) : await Judge(user, cancellationToken);
    }

    private async Task<AccountPower> Judge(User? user, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var power = await powers.Of(RequireVisible(caller, user), cancellationToken);
        caller.Authority.RequireManages(power.Account.Uuid, power.Level);
        return power;
    }

    private static User RequireVisible(Caller caller, User? user) =>
        user is not null && (caller.Type == AccountType.Staff || user.Id == caller.Id) ? user : throw new NotFoundRefusal("User");
}
