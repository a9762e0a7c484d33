using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Sessions;

/// <summary>Who is there now, the latest activity first; an agent sees staff and the agents of their own branches.</summary>
[Permission("api.users.user_status.view", AccountTypes = [AccountType.Staff, AccountType.Agent])]
public sealed record ListOnlineUsers
{
    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }
}

internal sealed class ListOnlineUsersHandler(ICurrentUser currentUser, OnlineAccounts online) : IHandler<ListOnlineUsers, Page<OnlineUser>>
{
    public async Task<Page<OnlineUser>> Handle(ListOnlineUsers request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var found = online.Now();
        if (caller.Type == AccountType.Agent)
        {
            found = found.Where(account => account.User.AccountType == AccountType.Staff
                || (account.User.AccountType == AccountType.Agent && account.User.Branches.Any(branch => caller.BranchIds.Contains(branch.BranchId))));
        }

        var page = await found.OrderByDescending(account => account.LastActiveAt).ThenBy(account => account.User.Id)
            .Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        return new Page<OnlineUser>([.. page.Select(account => account.Show())], request.IncludeTotal ? await found.LongCountAsync(cancellationToken) : null);
    }
}
