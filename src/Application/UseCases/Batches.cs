namespace PropOps.Application.UseCases;

/// <summary>Reads the rows of a download. Which they are was decided at once, so that no change on the way repeats or skips one.</summary>
public static class Batches
{
    private const int Size = 500;

    /// <param name="rowsOf">the rows of some of the records, in the order of their ids; of those that are gone by then, none.</param>
    public static async IAsyncEnumerable<TRow> Read<TRow>(IReadOnlyList<long> ids, Func<IReadOnlyList<long>, Task<IReadOnlyList<TRow>>> rowsOf)
    {
        foreach (var batch in ids.Chunk(Size))
        {
            foreach (var row in await rowsOf(batch))
            {
                yield return row;
            }
        }
    }
}
