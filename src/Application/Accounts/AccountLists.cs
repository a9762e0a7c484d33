using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>What an account can be.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record GetAccountTypes;

public sealed record AccountTypeItem(int Id, string Name, bool SignsIn, int Level, int UsersCount);

/// <summary>How an account can stand.</summary>
[Permission(AccountKeys.Manage, AccountTypes = [AccountType.Staff])]
public sealed record GetAccountStatuses;

public sealed record AccountStatusItem(int Id, string Name);

internal sealed class AccountListsHandler(IReadDb db, PortalAccess portal) : IHandler<GetAccountTypes, Page<AccountTypeItem>>, IHandler<GetAccountStatuses, Page<AccountStatusItem>>
{
    public async Task<Page<AccountTypeItem>> Handle(GetAccountTypes request, CancellationToken cancellationToken)
    {
        var accounts = await db.Of<User>().Where(user => user.Status != AccountStatus.Archived)
            .GroupBy(user => user.AccountType)
            .Select(users => new { Type = users.Key, Count = users.Count() })
            .ToDictionaryAsync(row => row.Type, row => row.Count, cancellationToken);
        var types = await db.Of<AccountTypeProfile>().OrderBy(type => type.Type).ToListAsync(cancellationToken);
        return new Page<AccountTypeItem>([.. types.Select(type => new AccountTypeItem(
            (int)type.Type, type.Type.ToString(), portal.LetsIn(type.Type), type.Level, accounts.GetValueOrDefault(type.Type)))]);
    }

    public Task<Page<AccountStatusItem>> Handle(GetAccountStatuses request, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<AccountStatusItem>([.. Enum.GetValues<AccountStatus>().Select(status => new AccountStatusItem((int)status, status.ToString()))]));
}
