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

    public async Task<AccountPower> Of(User account, CancellationToken cancellationToken) => (await Of([account], cancellationToken))[account.Id];
}
