using Microsoft.EntityFrameworkCore;
using PropOps.Application.Accounts;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Sessions;

/// <summary>Live sessions of the caller and of accounts weaker than the caller, the latest activity first.</summary>
[Permission("api.security.sessions.list", Also = ["api.users.users.manage"], AccountTypes = [AccountType.Staff])]
public sealed record ListSessions
{
    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    [Alias("user_uuid", "uuid")]
    public Ref? UserId { get; init; }

    [OneOf("web", "remembered", "api_token", "mobile")]
    public string? Kind { get; init; }
}

/// <summary>The live sessions of one account.</summary>
[Permission("api.users.users.manage", AccountTypes = [AccountType.Staff])]
public sealed record ListUserSessions
{
    [Alias("user_id", "user_uuid")]
    public required Ref Uuid { get; init; }

    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }
}

internal sealed class ListSessionsHandler(LiveSessions live, SessionEntries entries) : IHandler<ListSessions, Page<SessionEntry>>
{
    public async Task<Page<SessionEntry>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var found = live.Managed();
        if (request.UserId is { } user)
        {
            found = live.OfAccount(found, user);
        }

        if (request.Kind is { } kind)
        {
            SessionKind[] kinds = [.. Enum.GetValues<SessionKind>().Where(candidate => candidate.OnTheWire() == kind)];
            found = found.Where(session => kinds.Contains(session.Kind));
        }

        return await entries.Page(found, request.Limit, request.Offset, request.IncludeTotal, cancellationToken);
    }
}

internal sealed class ListUserSessionsHandler(LiveSessions live, SessionEntries entries, ManagedAccounts accounts) : IHandler<ListUserSessions, Page<SessionEntry>>
{
    public async Task<Page<SessionEntry>> Handle(ListUserSessions request, CancellationToken cancellationToken)
    {
        await accounts.OwnOrManaged<ListUserSessions>(request.Uuid, cancellationToken);
        return await entries.Page(live.OfAccount(live.Managed(), request.Uuid), request.Limit, request.Offset, request.IncludeTotal, cancellationToken);
    }
}

/// <summary>Sessions that are good for a request now.</summary>
internal sealed class LiveSessions(IReadDb db, ICurrentUser currentUser, TimeProvider time)
{
    public IQueryable<Session> All()
    {
        var now = time.GetUtcNow();
        return db.Of<Session>().Where(session => session.EndedAt == null && session.ExpiresAt > now);
    }

    /// <summary>Of accounts weaker than the caller, and the caller's own.</summary>
    public IQueryable<Session> Managed()
    {
        var caller = currentUser.RequireCaller();
        var managed =
            from user in db.Of<User>()
            where user.Id == caller.Id
                || (user.RoleId == null && db.Of<AccountTypeProfile>().Any(type => type.Type == user.AccountType && type.Level > caller.Level))
                || db.Of<Role>().Any(role => role.Id == user.RoleId && role.Level > caller.Level)
            select user.Id;
        return All().Where(session => managed.Contains(session.UserId));
    }

    public IQueryable<Session> OfAccount(IQueryable<Session> sessions, Ref account) =>
        sessions.Where(session => db.Of<User>().Any(user => user.Id == session.UserId && (user.Id == account.Id || user.Uuid == account.Uuid)));
}
