using PropOps.Application.Persistence;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Accounts of which a session was used within the last two minutes.</summary>
public sealed class OnlineAccounts(IReadDb db, TimeProvider time)
{
    public IQueryable<OnlineAccount> Now()
    {
        var now = time.GetUtcNow();
        var since = now - Presence.OnlineFor;
        return db.Of<Session>().Where(session => session.LastActiveAt >= since && session.EndedAt == null && session.ExpiresAt > now && session.ActorId == null)
            .GroupBy(session => session.UserId)
            .Select(sessions => new { UserId = sessions.Key, LastActiveAt = sessions.Max(session => session.LastActiveAt) })
            .Join(
                db.Of<User>().Where(user => user.Status == AccountStatus.Active),
                active => active.UserId,
                user => user.Id,
                (active, user) => new OnlineAccount { User = user, LastActiveAt = active.LastActiveAt });
    }
}

public sealed class OnlineAccount
{
    public required User User { get; init; }

    public required DateTimeOffset LastActiveAt { get; init; }

    public OnlineUser Show() =>
        new(User.Uuid, User.Id, User.FirstName, User.LastName, (int)User.AccountType, LastActiveAt, Presence.Online.Status);
}

/// <summary>Somebody who is there.</summary>
public sealed record OnlineUser(
    Guid Uuid,
    [property: System.Text.Json.Serialization.JsonPropertyName("ID")] long Id,
    string FirstName,
    string LastName,
    int AccountTypeId,
    DateTimeOffset LastActivity,
    string Status);
