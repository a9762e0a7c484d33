using Microsoft.EntityFrameworkCore;
using PropOps.Application.Avatars;
using PropOps.Application.Identity;
using PropOps.Application.Names;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>Shows accounts to the caller.</summary>
internal sealed class AccountRows(IReadDb db, AccountPowers powers, INames names, ISignInGuard guard, ICurrentUser currentUser, TimeProvider time)
{
    public Task<AccountRow> Of(AccountPower account, CancellationToken cancellationToken) => Of(account, currentUser.RequireCaller(), cancellationToken);

    /// <summary>To somebody who is only becoming the caller.</summary>
    public async Task<AccountRow> Of(AccountPower account, Caller viewer, CancellationToken cancellationToken) => (await Of([account], viewer, cancellationToken))[0];

    public async Task<IReadOnlyList<AccountRow>> Of(IReadOnlyList<User> accounts, CancellationToken cancellationToken)
    {
        var found = await powers.Of(accounts, cancellationToken);
        return await Of([.. accounts.Select(account => found[account.Id])], currentUser.RequireCaller(), cancellationToken);
    }

    private async Task<IReadOnlyList<AccountRow>> Of(IReadOnlyList<AccountPower> accounts, Caller caller, CancellationToken cancellationToken)
    {
        var ids = accounts.Select(power => power.Account.Id).ToList();
        var now = time.GetUtcNow();
        var activity = await db.Of<Session>().Where(session => ids.Contains(session.UserId))
            .GroupBy(session => new { session.UserId, IsLive = session.EndedAt == null && session.ExpiresAt > now })
            .Select(sessions => new { sessions.Key.UserId, sessions.Key.IsLive, LastActiveAt = sessions.Max(session => session.LastActiveAt) })
            .ToListAsync(cancellationToken);
        var makers = await names.Of(NameKind.Account, [.. accounts.Select(power => power.Account.CreatedById).OfType<long>().Distinct()], cancellationToken);
        var locks = caller.Type == AccountType.Staff
            ? await guard.LockedUntil([.. accounts.Select(power => power.Account.EmailToken)], cancellationToken)
            : new Dictionary<string, DateTimeOffset>();

        return
        [
            .. from power in accounts
               let own = activity.Where(row => row.UserId == power.Account.Id).ToList()
               select Row(
                   power,
                   caller,
                   own.Max(row => (DateTimeOffset?)row.LastActiveAt),
                   Presence.Of(power.Account.Status, own.Find(row => row.IsLive)?.LastActiveAt, now) == Presence.Online,
                   power.Account.CreatedById is { } maker ? makers.GetValueOrDefault(maker)?.Name : null,
                   locks.TryGetValue(power.Account.EmailToken, out var until) ? until : null),
        ];
    }

    private static AccountRow Row(AccountPower power, Caller caller, DateTimeOffset? lastActivity, bool isOnline, string? maker, DateTimeOffset? lockedUntil)
    {
        var account = power.Account;
        var isStaff = caller.Type == AccountType.Staff;
        var seesAll = isStaff || caller.Id == account.Id;
        long[] branches = [.. account.Branches.OrderBy(branch => branch.Position).Select(branch => branch.BranchId)];
        return new AccountRow
        {
            Id = account.Id,
            Uuid = account.Uuid,
            FirstName = account.FirstName,
            LastName = account.LastName,
            Name = account.Name,
            Email = account.Email,
            Phone = account.Phone,
            AccountTypeId = (int)account.AccountType,
            AccountTypeName = account.AccountType.ToString(),
            AccountStatusId = (int)account.Status,
            AccountStatusName = account.Status.ToString(),
            PendingReason = account.PendingReason,
            BranchId = branches.Length > 0 ? branches[0] : null,
            BranchIds = branches,
            RoleId = power.Role?.Id,
            RoleName = power.Role?.Name,
            Level = power.Level,
            AvatarUrl = AvatarAddress.Of(account),
            Language = account.Language,
            TimeZone = account.TimeZone,
            EmailVerifiedAt = account.EmailVerifiedAt,
            MfaEnabled = account.SecondFactorSince is not null,
            OnboardingCompletedAt = account.OnboardingCompletedAt,
            LastLoginAt = account.LastLoginAt,
            LastActivityAt = lastActivity,
            IsOnline = isOnline,
            IsBlacklisted = isStaff ? account.IsBlacklisted : null,
            LockedUntil = isStaff ? lockedUntil : null,
            PasswordChangedAt = seesAll ? account.PasswordChangedAt : null,
            MustChangePassword = account.MustChangePassword,
            ContractorId = account.ContractorId,
            MemberRole = account.MemberRole,
            TenantId = account.TenantId,
            LandlordId = account.LandlordId,
            SpendLimit = seesAll ? account.SpendLimit?.ToDecimal() : null,
            CanManage = caller.Authority.Manages(account.Uuid, power.Level),
            Version = account.Version,
            CreatedAt = account.CreatedAt,
            UpdatedAt = account.UpdatedAt,
            CreatedByName = maker,
        };
    }
}
