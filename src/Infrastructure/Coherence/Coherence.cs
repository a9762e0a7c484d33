using Microsoft.EntityFrameworkCore;
using PropOps.Application.Persistence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Coherence;

/// <summary>Something kept in memory that follows a change number.</summary>
internal interface ICoherentCache
{
    ChangeKind Kind { get; }

    /// <summary>Drops what is kept, and reads anew what must be there before the next answer.</summary>
    Task Refresh(PropOpsDbContext db, CancellationToken cancellationToken);
}

/// <summary>
/// Keeps this node's memory as fresh as the database: each request reads the change numbers together with its session,
/// and what is stale is dropped before it answers. No message between nodes could get lost, because there is none.
/// </summary>
internal sealed class Coherence(IEnumerable<ICoherentCache> caches) : INodeMemory, IDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private ChangeNumbers _seen;
    private volatile object _generation = new();

    public object Generation => _generation;

    public async ValueTask Follow(ChangeNumbers numbers, PropOpsDbContext db, CancellationToken cancellationToken)
    {
        if (IsCurrent(numbers))
        {
            return;
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (IsCurrent(numbers))
            {
                return;
            }

            foreach (var cache in caches.Where(cache => numbers.Of(cache.Kind) > _seen.Of(cache.Kind)))
            {
                await cache.Refresh(db, cancellationToken);
            }

            // Behind the last cache and before anybody is let through.
            _generation = new object();
            _seen = new ChangeNumbers(
                Math.Max(numbers.People, _seen.People),
                Math.Max(numbers.Places, _seen.Places),
                Math.Max(numbers.Lookups, _seen.Lookups),
                Math.Max(numbers.Rules, _seen.Rules));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>For work without a session: start-up, events, background jobs, anonymous requests.</summary>
    public async Task Follow(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var numbers = await db.Set<ChangeNumber>().AsNoTracking().ToDictionaryAsync(change => change.Kind, change => change.Number, cancellationToken);
        await Follow(
            new ChangeNumbers(numbers[ChangeKind.People], numbers[ChangeKind.Places], numbers[ChangeKind.Lookups], numbers[ChangeKind.Rules]),
            db,
            cancellationToken);
    }

    public void Dispose() => _refreshing.Dispose();

    private bool IsCurrent(ChangeNumbers numbers) =>
        numbers.People <= _seen.People && numbers.Places <= _seen.Places && numbers.Lookups <= _seen.Lookups && numbers.Rules <= _seen.Rules;
}
