using System.Collections.Concurrent;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Coherence;

/// <summary>What was read of some records, in bounded memory, until one of their kind changes.</summary>
internal abstract class CoherentDictionary<TKey, TValue> : ICoherentCache
    where TKey : notnull
{
    private const int MostEntries = 200_000;

    // A reader keeps the dictionary it began with: what it read before a change never gets into the one after it.
    private ConcurrentDictionary<TKey, TValue> _entries = new();

    public abstract ChangeKind Kind { get; }

    public ConcurrentDictionary<TKey, TValue> Current => _entries;

    /// <summary>Asked where something was added only: counting locks the whole dictionary.</summary>
    public void MakeRoom()
    {
        if (_entries.Count > MostEntries)
        {
            _entries = new();
        }
    }

    public Task Refresh(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        _entries = new();
        return Task.CompletedTask;
    }
}
