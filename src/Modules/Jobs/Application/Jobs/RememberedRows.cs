using System.Collections.Concurrent;
using PropOps.Application.Persistence;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>
/// Rows as this node made them, by job. A list asks the database which jobs it shows and in which version each is now, and
/// reads anew only what is not here in that version: boards are looked at far more often than their jobs change.
/// </summary>
internal sealed class RememberedRows(INodeMemory memory)
{
    private const int Most = 10_000;
    private volatile Rows _rows = new(memory.Generation);

    /// <summary>To be asked for before anything is read: what is made of older names never gets among the newer ones.</summary>
    public ConcurrentDictionary<long, JobRow> Current
    {
        get
        {
            var generation = memory.Generation;
            var rows = _rows;
            if (rows.Generation != generation || rows.ByJob.Count > Most)
            {
                _rows = rows = new Rows(generation);
            }

            return rows.ByJob;
        }
    }

    private sealed record Rows(object Generation)
    {
        public ConcurrentDictionary<long, JobRow> ByJob { get; } = new();
    }
}
