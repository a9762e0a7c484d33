using System.Collections.Concurrent;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>
/// Rows as this node made them, by job. A list asks the database which jobs it shows and in which version each is now, and
/// reads anew only what is not here in that version: boards are looked at far more often than their jobs change.
/// </summary>
internal sealed class RememberedRows(INodeMemory memory)
{
    private const int Most = 10_000;
    private volatile Kept _kept = new(memory.Generation);

    /// <summary>To be asked for before anything is read: what is made of older names never gets among the newer ones.</summary>
    /// <param name="viewer">accounts of other types see other fields.</param>
    public RowsOfViewer SeenBy(AccountType viewer)
    {
        var generation = memory.Generation;
        var kept = _kept;
        if (kept.Generation != generation || kept.Count > Most)
        {
            _kept = kept = new Kept(generation);
        }

        return new RowsOfViewer(kept, viewer);
    }

    internal sealed class Kept(object generation)
    {
        private readonly ConcurrentDictionary<(AccountType, long), JobRow> _rows = new();
        private int _count;

        public object Generation => generation;

        /// <summary>Of the rows that were ever put here; the dictionary's own would lock it.</summary>
        public int Count => _count;

        public JobRow? Find(AccountType viewer, long job) => _rows.GetValueOrDefault((viewer, job));

        public void Put(AccountType viewer, JobRow row)
        {
            Interlocked.Increment(ref _count);
            _rows[(viewer, row.Id)] = row;
        }
    }
}

/// <summary>The rows as accounts of one type see them.</summary>
internal readonly struct RowsOfViewer(RememberedRows.Kept kept, AccountType viewer)
{
    /// <returns>null where it is not here in this version.</returns>
    public JobRow? Find(long job, int version) => kept.Find(viewer, job) is { } row && row.Version == version ? row : null;

    public JobRow Keep(JobRow row)
    {
        var own = row with { IsKept = true };
        kept.Put(viewer, own);
        return own;
    }
}
