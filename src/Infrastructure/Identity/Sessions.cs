using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

internal sealed class Sessions(PropOpsDbContext db, TimeProvider time) : ISessions
{
    public void Add(Session session) => db.Add(session);

    public Task<Session?> Find(long id, CancellationToken cancellationToken) =>
        db.Set<Session>().SingleOrDefaultAsync(session => session.Id == id, cancellationToken);

    public Task<int> EndAll(long userId, IReadOnlyCollection<SessionKind>? kinds, long? except, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ending = db.Set<Session>().Where(session => session.UserId == userId && session.EndedAt == null && session.ExpiresAt > now && session.Id != except);
        if (kinds is not null)
        {
            ending = ending.Where(session => kinds.Contains(session.Kind));
        }

        return ending.ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
    }

    public Task EndLoginTokens(long userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.Set<Session>().Where(session => session.UserId == userId && session.Kind == SessionKind.Login && session.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellationToken);
    }
}
