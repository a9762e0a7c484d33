using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Lookups;
using PropOps.Domain.Lookups;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Lookups;

/// <summary>All lists in memory; they are small and every answer needs them.</summary>
internal sealed class Lookups : ILookups, ICoherentCache
{
    private FrozenDictionary<Type, IReadOnlyList<Lookup>> _lists = FrozenDictionary<Type, IReadOnlyList<Lookup>>.Empty;
    private FrozenDictionary<(Type, int), Lookup> _rows = FrozenDictionary<(Type, int), Lookup>.Empty;

    public ChangeKind Kind => ChangeKind.Lookups;

    public IReadOnlyList<T> All<T>()
        where T : Lookup =>
        (IReadOnlyList<T>)_lists[typeof(T)];

    public T? Find<T>(int id)
        where T : Lookup =>
        (T?)_rows.GetValueOrDefault((typeof(T), id));

    public async Task Refresh(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<Type, IReadOnlyList<Lookup>>();
        await Read<StatusLookup>();
        await Read<PriorityLookup>();
        await Read<JobTypeLookup>();
        await Read<TimeRangeLookup>();
        await Read<DocumentTypeLookup>();
        await Read<TagLookup>();
        _rows = lists.SelectMany(list => list.Value.Select(row => KeyValuePair.Create((list.Key, row.Id), row))).ToFrozenDictionary();
        _lists = lists.ToFrozenDictionary();

        async Task Read<T>()
            where T : Lookup =>
            // LOOK-4. Sorted here, since no two databases agree on the order of names.
            lists[typeof(T)] = (await db.Set<T>().AsNoTracking().ToListAsync(cancellationToken)).OrderBy(row => row.SortOrder).ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase).ToArray();
    }
}
