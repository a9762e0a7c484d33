using Microsoft.EntityFrameworkCore;
using PropOps.Application.Approvals;
using PropOps.Application.Identity;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>Accounts that somebody must let in or turn away (ACC-9).</summary>
internal sealed class AccountsAwaitingApproval(IReadDb db, AccountPowers powers, INames names, ICurrentUser currentUser, TimeProvider time) : IApprovalSource
{
    private static readonly ApprovalWays Ways = new(Move(AccountStatus.Active), Move(AccountStatus.Archived));

    public ApprovalKind Kind => ApprovalKind.Account;

    public async Task<WaitingApprovals> Waiting(bool mine, int first, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var mayDecide = caller.Holds(AccountKeys.Manage);
        if (mine && !mayDecide)
        {
            return new WaitingApprovals([], Count: 0);
        }

        var waiting = db.Of<User>().Where(user => user.Status == AccountStatus.Pending && user.PendingReason == PendingReason.Approval);
        if (mine)
        {
            var (types, roles) = (db.Of<AccountTypeProfile>().Where(type => type.Level > caller.Level), db.Of<Role>().Where(role => role.Level > caller.Level));
            waiting = waiting.Where(user => user.RoleId == null ? types.Any(type => type.Type == user.AccountType) : roles.Any(role => role.Id == user.RoleId));
        }

        var count = await waiting.CountAsync(cancellationToken);
        var accounts = first == 0 ? [] : await waiting.OrderBy(user => user.CreatedAt).ThenBy(user => user.Uuid).Take(first).ToListAsync(cancellationToken);
        var levels = await powers.Of(accounts, cancellationToken);
        var makers = await names.Of(NameKind.Account, [.. accounts.Select(account => account.CreatedById).OfType<long>().Distinct()], cancellationToken);
        return new WaitingApprovals(
            [
                .. accounts.Select(account => new ApprovalRow
                {
                    Kind = Kind,
                    Uuid = account.Uuid,
                    Title = $"{account.Name} ({account.AccountType})",
                    Detail = $"Made {Age(account.CreatedAt)}",
                    RequestedByName = account.CreatedById is { } maker ? makers.GetValueOrDefault(maker)?.Name : null,
                    RequestedAt = account.CreatedAt,
                    DueAt = null,
                    ResourceType = "user",
                    ResourceUuid = account.Uuid,
                    Decide = mayDecide && caller.Authority.Manages(account.Uuid, levels[account.Id].Level) ? Ways : null,
                }),
            ],
            count);
    }

    private string Age(DateTimeOffset since) => (int)(time.GetUtcNow() - since).TotalDays switch
    {
        < 1 => "today",
        1 => "a day ago",
        var days => $"{days} days ago",
    };

    private static ApprovalWay Move(AccountStatus to) => new("POST", "/api/users/users", "toggle_status", new Dictionary<string, int> { ["account_status_id"] = (int)to });
}
