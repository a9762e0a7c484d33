using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Acting;
using PropOps.Application.Names;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Organisation;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

/// <summary>
/// Finds out who is calling, by one row: is the session live, which version have its account and permissions, and which
/// change numbers does the database have? So what was revoked anywhere is refused here with the next request.
/// </summary>
public sealed class Authenticator
{
    private readonly SessionQuery _sessions;
    private readonly PropOpsDbContext _db;
    private readonly Coherence.Coherence _coherence;
    private readonly CallerCache _callers;
    private readonly CurrentUser _currentUser;
    private readonly PortalAccess _portal;
    private readonly WriteGate _gate;
    private readonly Origin _origin;
    private readonly TimeProvider _time;

    internal Authenticator(SessionQuery sessions, PropOpsDbContext db, Coherence.Coherence coherence, CallerCache callers, CurrentUser currentUser, PortalAccess portal, WriteGate gate, Origin origin, TimeProvider time) =>
        (_sessions, _db, _coherence, _callers, _currentUser, _portal, _gate, _origin, _time) = (sessions, db, coherence, callers, currentUser, portal, gate, origin, time);

    /// <summary>Makes the token's account the current user.</summary>
    /// <param name="isInCookie">a token that is meant for programs is none there (TOK-1).</param>
    /// <param name="leavesSessionAlone">the call is no sign of life of its session.</param>
    /// <returns>null where the token is malformed, unknown, expired or ended, or its account is of a type that may not sign in.</returns>
    public async Task<Caller?> Authenticate(string token, bool isInCookie, bool leavesSessionAlone, CancellationToken cancellationToken)
    {
        if (SessionToken.HashOf(token) is not { } hash)
        {
            return null;
        }

        var now = _time.GetUtcNow();
        var row = await _sessions.Find(_db, hash, now, cancellationToken);
        if (row is null || (row.Kind == SessionKind.Personal && isInCookie) || row.EndedAt is not null || row.ExpiresAt <= now || row.IsBlacklisted
            || (row.IdleMinutes is { } idle && row.LastActiveAt.AddMinutes(idle) <= now))
        {
            return null;
        }

        var numbers = new ChangeNumbers(row.People, row.Places, row.Lookups, row.Rules);
        await _coherence.Follow(numbers, _db, cancellationToken);
        if (!leavesSessionAlone && now - row.LastActiveAt >= Session.ActivityResolution)
        {
            await WriteActivity(row.Id, now, cancellationToken);
        }

        var caller = await _callers.Get(row.UserId, (row.PermissionsVersion, numbers.People, numbers.Places, numbers.Rules), _db, cancellationToken);

        // Who was signed in when the portal was closed is out as well.
        if (!_portal.LetsIn(caller.Type))
        {
            return null;
        }

        caller = caller with
        {
            Status = row.Status,
            HasSecondFactor = row.HasSecondFactor,
            HasVerifiedEmail = row.HasVerifiedEmail,
            MustChangePassword = row.MustChangePassword,
            PermissionsVersion = row.PermissionsVersion,
            Session = new CallerSession(row.Id, row.Uuid, row.Kind, row.ExpiresAt)
            {
                ProvenAt = row.ProvenAt,
                PassedSecondFactor = row.PassedSecondFactor,
                AwaitsPin = row.AwaitsPin,
                IsCsrfExempt = row.IsCsrfExempt,
                Scopes = row.Scopes,
            },
        };
        if (row.ActorId is { } actor)
        {
            if (await ActorOf(caller, actor, numbers, cancellationToken) is not { } actedBy)
            {
                return null;
            }

            caller = caller with { ActedBy = actedBy };
        }

        if (row.Scopes.Count > 0)
        {
            var scopes = new PermissionSet(row.Scopes);
            caller = caller with { Permissions = new PermissionSet(caller.Permissions.Keys.Where(scopes.Holds)) };
        }

        _currentUser.SignIn(caller);
        return caller;
    }

    /// <summary>Asks anew, with each request, what was asked when it began: either account's power may have changed since (PERM-5, PERM-8).</summary>
    /// <returns>null where nobody may act as this account by this session any longer.</returns>
    private async Task<Named?> ActorOf(Caller acted, long id, ChangeNumbers numbers, CancellationToken cancellationToken)
    {
        var stands = await _db.Set<User>().Where(user => user.Id == id)
            .Select(user => new { user.Status, user.IsBlacklisted, user.PermissionsVersion })
            .SingleAsync(cancellationToken);
        if (stands.IsBlacklisted || stands.Status != AccountStatus.Active)
        {
            return null;
        }

        var actor = await _callers.Get(id, (stands.PermissionsVersion, numbers.People, numbers.Places, numbers.Rules), _db, cancellationToken);
        return ((PermissionAttribute)Access<ActAs>.Rule).IsHeldBy(actor) && actor.Authority.MayActAs(acted.Uuid, acted.Type, acted.Level, acted.Permissions)
            ? new Named(actor.Id, actor.Uuid, actor.Name)
            : null;
    }

    /// <summary>Known only roughly anyway: on a full disk what needs no room is served all the same.</summary>
    private async Task WriteActivity(long sessionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using (await _gate.Enter(cancellationToken))
        {
            try
            {
                await _db.Set<Session>().Where(session => session.Id == sessionId)
                    .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastActiveAt, now).SetProperty(session => session.IpAddress, _origin.IpAddress), cancellationToken);
            }
            catch (Exception exception) when (DatabaseAway.Is(exception))
            {
                // The next request tries again.
            }
        }
    }
}

/// <summary>What an account may do and reach, kept under the versions that could change it.</summary>
internal sealed class CallerCache(PermissionRegistry registry)
{
    private const int MostEntries = 10_000;
    private readonly ConcurrentDictionary<long, ((int, long, long, long) Version, Caller Caller)> _entries = new();

    public async ValueTask<Caller> Get(long userId, (int, long, long, long) version, PropOpsDbContext db, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(userId, out var entry) && entry.Version == version)
        {
            return entry.Caller;
        }

        if (_entries.Count > MostEntries)
        {
            _entries.Clear();
        }

        var caller = await Load(userId, db, cancellationToken);
        _entries[userId] = (version, caller);
        return caller;
    }

    private async Task<Caller> Load(long userId, PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var user = await db.Set<User>().AsNoTracking().SingleAsync(candidate => candidate.Id == userId, cancellationToken);
        var role = user.RoleId is { } roleId
            ? await db.Set<Role>().AsNoTracking().SingleAsync(candidate => candidate.Id == roleId, cancellationToken)
            : null;
        var type = await db.Set<AccountTypeProfile>().AsNoTracking().SingleAsync(candidate => candidate.Type == user.AccountType, cancellationToken);
        var caller = Caller.Of(AccountPower.Of(user, role, type, registry.Catalogue), new CallerSession(0, Guid.Empty, SessionKind.Web, default));
        return caller with { ReachedBranchIds = caller.Type == AccountType.Agent ? await Reach(caller.BranchIds, db, cancellationToken) : caller.BranchIds };
    }

    /// <summary>Own branches, those that share with one of them and, where one is pooled, every pooled branch (BR-5 to BR-7).</summary>
    private static async Task<long[]> Reach(IReadOnlyList<long> own, PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var shared = await db.Set<BranchShare>().Where(share => own.Contains(share.SharedWithId)).Select(share => share.BranchId).ToListAsync(cancellationToken);
        var pooled = await db.Set<Branch>().AnyAsync(branch => own.Contains(branch.Id) && branch.IsPooled, cancellationToken)
            ? await db.Set<Branch>().Where(branch => branch.IsPooled).Select(branch => branch.Id).ToListAsync(cancellationToken)
            : [];
        return [.. own.Concat(shared).Concat(pooled).Distinct()];
    }
}
