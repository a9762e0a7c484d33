using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Accounts;

/// <summary>The accounts, as the settings page lists them.</summary>
[Permission(AccountKeys.Settings, AccountTypes = [Domain.Identity.AccountType.Staff])]
public sealed record ListSettingsUsers
{
    [Text(2, 100)]
    public string? Search { get; init; }

    [Limits(1, 5)]
    public int? AccountType { get; init; }

    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }
}

public sealed record SettingsUser(
    long UserId,
    Guid Uuid,
    string Name,
    string Email,
    int AccountTypeId,
    long? RoleId,
    string? RoleName,
    string Status,
    DateTimeOffset? LastLogin,
    bool IsOnline,
    int SessionsCount,
    bool CanManage);

internal sealed class ListSettingsUsersHandler(MatchingAccounts matching, AccountRows rows, IReadDb db, TimeProvider time) : IHandler<ListSettingsUsers, Page<SettingsUser>>
{
    public async Task<Page<SettingsUser>> Handle(ListSettingsUsers request, CancellationToken cancellationToken)
    {
        var found = await matching.Of(
            new ListUsers { Search = request.Search, AccountTypeId = request.AccountType is { } type ? [type] : null, AccountStatusId = [.. Enum.GetValues<AccountStatus>().Cast<int>()] },
            cancellationToken);
        IReadOnlyList<long> page = [.. found.Skip(request.Offset).Take(request.Limit)];
        var now = time.GetUtcNow();
        var sessions = await db.Of<Session>().Where(session => page.Contains(session.UserId) && session.EndedAt == null && session.ExpiresAt > now)
            .GroupBy(session => session.UserId)
            .Select(own => new { UserId = own.Key, Count = own.Count() })
            .ToDictionaryAsync(own => own.UserId, own => own.Count, cancellationToken);
        var shown = await rows.Of(await matching.Load(page, cancellationToken), cancellationToken);
        return new Page<SettingsUser>(
            [
                .. shown.Select(row => new SettingsUser(
                    row.Id, row.Uuid, row.Name, row.Email, row.AccountTypeId, row.RoleId, row.RoleName, row.AccountStatusName, row.LastLoginAt, row.IsOnline,
                    sessions.GetValueOrDefault(row.Id), row.CanManage)),
            ],
            request.IncludeTotal ? found.Count : null);
    }
}
