using Microsoft.EntityFrameworkCore;
using PropOps.Application.Names;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity.Sessions;

/// <summary>A session as its owner and those who look after accounts see it.</summary>
public sealed record SessionEntry
{
    public required string SessionId { get; init; }

    public required long UserId { get; init; }

    public required Guid UserUuid { get; init; }

    public required string UserName { get; init; }

    public required string Kind { get; init; }

    public required string IpAddress { get; init; }

    public required string UserAgent { get; init; }

    public required string Device { get; init; }

    public required string? Location { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastActive { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required bool IsCurrent { get; init; }

    public required bool MfaPassed { get; init; }

    public required string? ImpersonatedByName { get; init; }
}

internal sealed class SessionEntries(ICurrentUser currentUser, INames names, IPlaces places)
{
    public async Task<IReadOnlyList<SessionEntry>> Of(IReadOnlyList<Session> sessions, CancellationToken cancellationToken)
    {
        var people = await names.Of(
            NameKind.Account, [.. sessions.Select(session => session.UserId).Concat(sessions.Select(session => session.ActorId).OfType<long>()).Distinct()], cancellationToken);
        var current = currentUser.RequireCaller().Session.Id;
        return [.. sessions.Select(session => Show(session, people[session.UserId], session.ActorId is { } actor ? people[actor].Name : null, current))];
    }

    /// <summary>A page of these, the latest activity first.</summary>
    public async Task<Page<SessionEntry>> Page(IQueryable<Session> sessions, int limit, int offset, bool includeTotal, CancellationToken cancellationToken)
    {
        var page = await sessions.OrderByDescending(session => session.LastActiveAt).ThenByDescending(session => session.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken);
        return new Page<SessionEntry>(await Of(page, cancellationToken), includeTotal ? await sessions.LongCountAsync(cancellationToken) : null);
    }

    private SessionEntry Show(Session session, Named owner, string? actor, long current) => new()
    {
        SessionId = session.Handle,
        UserId = owner.Id,
        UserUuid = owner.Uuid,
        UserName = owner.Name,
        Kind = session.Kind.OnTheWire(),
        IpAddress = session.IpAddress ?? "",
        UserAgent = session.UserAgent ?? "",
        Device = DeviceName.Of(session.UserAgent),
        Location = places.Find(session.IpAddress)?.Name,
        CreatedAt = session.CreatedAt,
        LastActive = session.LastActiveAt < session.CreatedAt ? session.CreatedAt : session.LastActiveAt,
        ExpiresAt = session.ExpiresAt,
        IsCurrent = session.Id == current,
        MfaPassed = session.PassedSecondFactor,
        ImpersonatedByName = actor,
    };
}
