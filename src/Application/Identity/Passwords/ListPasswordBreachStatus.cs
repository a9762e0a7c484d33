using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Passwords;

/// <summary>What is known of the passwords of all accounts: not them, but whether they stand in a breach.</summary>
[Permission("api.admin.password_breach_status.manage", Also = ["api.users.users.manage"], AccountTypes = [AccountType.Staff])]
public sealed record ListPasswordBreachStatus
{
    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    [Alias("user_uuid", "user_id")]
    public Ref? Uuid { get; init; }

    public PasswordStatus? Status { get; init; }
}

public enum PasswordStatus
{
    Safe,
    Breached,

    /// <summary>Not looked up yet, or too long ago.</summary>
    Unknown,
}

public sealed record PasswordBreachStatus(
    long UserId, Guid Uuid, string UserName, PasswordStatus Status, int? BreachCount, DateTimeOffset? LastChecked, bool MustChangePassword)
{
    public static PasswordBreachStatus Of(User user) => new(
        user.Id,
        user.Uuid,
        user.Name,
        user.PasswordCheckIsDue || user.PasswordIsBreached is null ? PasswordStatus.Unknown : user.PasswordIsBreached.Value ? PasswordStatus.Breached : PasswordStatus.Safe,
        user.PasswordCheckIsDue ? null : user.PasswordBreachCount,
        user.PasswordCheckedAt,
        user.MustChangePassword);
}

internal sealed class ListPasswordBreachStatusHandler(IReadDb db) : IHandler<ListPasswordBreachStatus, Page<PasswordBreachStatus>>
{
    public async Task<Page<PasswordBreachStatus>> Handle(ListPasswordBreachStatus request, CancellationToken cancellationToken)
    {
        var found = db.Of<User>();
        if (request.Uuid is { } wanted)
        {
            found = found.Where(user => user.Id == wanted.Id || user.Uuid == wanted.Uuid);
        }

        found = request.Status switch
        {
            PasswordStatus.Breached => found.Where(user => !user.PasswordCheckIsDue && user.PasswordIsBreached == true),
            PasswordStatus.Safe => found.Where(user => !user.PasswordCheckIsDue && user.PasswordIsBreached == false),
            PasswordStatus.Unknown => found.Where(user => user.PasswordCheckIsDue || user.PasswordIsBreached == null),
            _ => found,
        };
        var users = await found.OrderBy(user => user.Id).Skip(request.Offset).Take(request.Limit).ToListAsync(cancellationToken);
        return new([.. users.Select(PasswordBreachStatus.Of)], request.IncludeTotal ? await found.LongCountAsync(cancellationToken) : null);
    }
}
