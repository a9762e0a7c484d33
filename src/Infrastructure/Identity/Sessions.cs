using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Persistence.PostgreSql;

namespace PropOps.Infrastructure.Identity;

internal sealed class Sessions(PropOpsDbContext db, AccountLock accountLock, IRememberedBrowsers browsers, WriteGate gate, TimeProvider time) : ISessions
{
    public void Add(Session session) => db.Add(session);

    public Task<Session?> Find(long id, CancellationToken cancellationToken) => Lock(db.Set<Session>().Where(session => session.Id == id), cancellationToken);

    public Task<Session?> FindByToken(byte[] tokenHash, CancellationToken cancellationToken) => Lock(db.Set<Session>().Where(session => session.TokenHash == tokenHash), cancellationToken);

    public Task EndDevice(long userId, string deviceToken, long except, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.Set<Session>()
            .Where(session => session.UserId == userId && session.Kind == SessionKind.Mobile && session.DeviceToken == deviceToken && session.EndedAt == null && session.Id != except)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
    }

    public async Task End(Session session, CancellationToken cancellationToken)
    {
        session.End(time.GetUtcNow());
        if (session.RememberedBrowserId is { } browser)
        {
            await browsers.End(browser, cancellationToken);
        }
    }

    public async Task<int> EndAll(long userId, IReadOnlyCollection<SessionKind>? kinds, long? except, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await accountLock.Take(userId, cancellationToken);
        var ending = db.Set<Session>().Where(session => (session.UserId == userId || session.ActorId == userId) && session.EndedAt == null && session.Id != except);
        if (kinds is not null)
        {
            ending = ending.Where(session => kinds.Contains(session.Kind));
        }

        // Browsers first: one that is being exchanged has then made its session, or makes none.
        if (kinds?.Contains(SessionKind.Remembered) != false)
        {
            await db.Set<RememberedBrowser>()
                .Where(browser => browser.UserId == userId && browser.EndedAt == null
                    && !db.Set<Session>().Any(session => session.Id == except && session.RememberedBrowserId == browser.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(browser => browser.EndedAt, now), cancellationToken);
        }

        // An app still opens a session by one that ran out lately. It counts as none: nobody was signed in by it.
        await ending.Where(session => session.Kind == SessionKind.Login && session.ExpiresAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
        return await ending.Where(session => session.ExpiresAt > now).ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
    }

    public async Task<int> CountWrongProof(long id, int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using (await gate.Enter(cancellationToken))
        {
            var inARow = (await db.Database.SqlQuery<int>(
                $"""UPDATE core_sessions SET wrong_proofs = wrong_proofs + 1 WHERE id = {id} RETURNING wrong_proofs AS "Value" """).ToListAsync(cancellationToken)).Single();
            if (inARow >= most)
            {
                await db.Set<Session>().Where(session => session.Id == id && session.EndedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
            }

            return inARow;
        }
    }

    public async Task Beat(CallerSession session, DateTimeOffset livesUntil, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isInCookie = session.Kind.IsInCookie();
        using (await gate.Enter(cancellationToken))
        {
            await db.Set<Session>().Where(row => row.Id == session.Id && row.EndedAt == null).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LastActiveAt, now).SetProperty(row => row.ExpiresAt, row => isInCookie ? livesUntil : row.ExpiresAt),
                cancellationToken);
        }
    }

    private async Task<Session?> Lock(IQueryable<Session> one, CancellationToken cancellationToken)
    {
        if (await one.Select(session => (long?)session.UserId).SingleOrDefaultAsync(cancellationToken) is not { } account)
        {
            return null;
        }

        await accountLock.Take(account, cancellationToken);
        return (await one.TagWith(RowLockInterceptor.Tag).ToListAsync(cancellationToken)).SingleOrDefault();
    }
}
