using Microsoft.EntityFrameworkCore;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Persistence.PostgreSql;

namespace PropOps.Infrastructure.Identity;

internal sealed class Sessions(PropOpsDbContext db, WriteGate gate, TimeProvider time) : ISessions
{
    private const int MostWrongProofs = 5;

    public void Add(Session session) => db.Add(session);

    public async Task<Session?> Find(long id, CancellationToken cancellationToken) =>
        (await db.Set<Session>().Where(session => session.Id == id).TagWith(RowLockInterceptor.Tag).ToListAsync(cancellationToken)).SingleOrDefault();

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

    public async Task CountWrongProof(long id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using (await gate.Enter(cancellationToken))
        {
            await db.Set<Session>().Where(session => session.Id == id).ExecuteUpdateAsync(
                set => set
                    .SetProperty(session => session.WrongProofs, session => session.WrongProofs + 1)
                    .SetProperty(session => session.EndedAt, session => session.WrongProofs + 1 >= MostWrongProofs && session.EndedAt == null ? now : session.EndedAt),
                cancellationToken);
        }
    }
}
