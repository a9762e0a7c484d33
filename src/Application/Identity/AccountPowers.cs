using Microsoft.EntityFrameworkCore;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>What accounts may do, many at once.</summary>
public sealed class AccountPowers(IReadDb db, PermissionRegistry registry)
{
    public async Task<IReadOnlyDictionary<long, AccountPower>> Of(IReadOnlyCollection<User> accounts, CancellationToken cancellationToken)
    {
        var roleIds = accounts.Select(account => account.RoleId).OfType<long>().Distinct().ToList();
        var roles = await db.Of<Role>().Where(role => roleIds.Contains(role.Id)).ToDictionaryAsync(role => role.Id, cancellationToken);
        var types = await db.Of<AccountTypeProfile>().ToDictionaryAsync(type => type.Type, cancellationToken);
        return accounts.ToDictionary(
            account => account.Id,
            account => AccountPower.Of(account, account.RoleId is { } role ? roles[role] : null, types[account.AccountType], registry.Catalogue));
    }

    /// <summary>Accounts and their powers in one question.</summary>
    public async Task<IReadOnlyList<(User Account, AccountPower Power)>> Of(IQueryable<User> accounts, CancellationToken cancellationToken)
    {
        var found = await (
            from account in accounts
            join role in db.Of<Role>() on account.RoleId equals role.Id into roles
            from role in roles.DefaultIfEmpty()
            join type in db.Of<AccountTypeProfile>() on account.AccountType equals type.Type
            orderby account.Id
            select new { account, role, type }).ToListAsync(cancellationToken);
        return found.ConvertAll(row => (row.account, AccountPower.Of(row.account, row.role, row.type, registry.Catalogue)));
    }

    public async Task<AccountPower> Of(User account, CancellationToken cancellationToken) => (await Of([account], cancellationToken))[account.Id];
}
