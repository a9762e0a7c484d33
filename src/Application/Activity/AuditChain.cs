using Microsoft.EntityFrameworkCore;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Activity;

namespace PropOps.Application.Activity;

/// <summary>What a look at the chain found.</summary>
/// <param name="Fault">where it does not hold, in words; null where it does.</param>
public sealed record AuditReport(long Rows, AuditHead Head, string? Fault);

/// <summary>Follows the chain of sealed rows from one to the next (AUD-2): what was changed, removed or put in shows at once.</summary>
public sealed class AuditChain(IReadDb db, OrganisationDays days)
{
    private const int BatchSize = 1000;

    /// <param name="from">the first day; null = from the first row that is kept.</param>
    /// <param name="to">the last day; null = to the head.</param>
    public async Task<AuditReport> Verify(DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        // Read first: what is sealed meanwhile lies behind it.
        var head = await db.Of<AuditHead>().SingleAsync(cancellationToken);
        var heads = await db.Of<AuditDay>().ToDictionaryAsync(day => day.LastNumber, day => day.Hash, cancellationToken);
        var first = await FirstNumber(from, cancellationToken) ?? (from is null ? 1 : head.Number + 1);
        var last = to is { } day ? await LastNumber(day, cancellationToken) ?? head.Number : head.Number;
        var (rows, number, lastId) = (0L, first - 1, 0L);
        var previous = await HashBefore(first, heads, cancellationToken);
        while (number < last)
        {
            var batch = await db.Of<ActivityRow>().Where(row => row.Number > number && row.Number <= last).OrderBy(row => row.Number).Take(BatchSize).ToListAsync(cancellationToken);
            if (batch.Count == 0)
            {
                return new AuditReport(rows, head, lastId == 0 ? "Every row is missing" : $"Rows behind row {lastId} are missing");
            }

            foreach (var row in batch)
            {
                if (row.Number != number + 1 || previous is null || !row.HoldsItsPersonalFields() || !row.HashBehind(previous).AsSpan().SequenceEqual(row.Hash)
                    || (heads.TryGetValue(row.Number.Value, out var kept) && !kept.AsSpan().SequenceEqual(row.Hash)))
                {
                    return new AuditReport(rows, head, $"Row {row.Id} does not fit the chain");
                }

                (number, previous, lastId) = (row.Number.Value, row.Hash!, row.Id);
                rows++;
            }
        }

        if (to is null && number == head.Number && !previous.AsSpan().SequenceEqual(head.Hash))
        {
            return new AuditReport(rows, head, lastId == 0 ? "The row that the head names is missing" : $"Row {lastId} is not the one that the head names");
        }

        return await Beyond(head, cancellationToken) is { } stranger
            ? new AuditReport(rows, head, $"Row {stranger} does not fit the chain")
            : new AuditReport(rows, head, Fault: null);
    }

    /// <returns>null where no row is so young.</returns>
    private async Task<long?> FirstNumber(DateOnly? from, CancellationToken cancellationToken)
    {
        var sealedRows = db.Of<ActivityRow>().Where(row => row.Number != null);
        if (from is { } day)
        {
            var start = days.Start(day);
            sealedRows = sealedRows.Where(row => row.At >= start);
        }

        return await sealedRows.MinAsync(row => row.Number, cancellationToken);
    }

    private Task<long?> LastNumber(DateOnly to, CancellationToken cancellationToken)
    {
        var end = days.Start(to.AddDays(1));
        return db.Of<ActivityRow>().Where(row => row.Number != null && row.At < end).MaxAsync(row => row.Number, cancellationToken);
    }

    /// <summary>Of the row before, or, where that was removed with its day, of the day's head.</summary>
    /// <returns>null where neither is there.</returns>
    private async Task<byte[]?> HashBefore(long number, Dictionary<long, byte[]> heads, CancellationToken cancellationToken) =>
        number == 1 ? new AuditHead().Hash
            : await db.Of<ActivityRow>().Where(row => row.Number == number - 1).Select(row => row.Hash).SingleOrDefaultAsync(cancellationToken)
                ?? heads.GetValueOrDefault(number - 1);

    // Numbers that nobody gave; what was sealed since the head was read follows it without a gap, and another run judges it.
    private async Task<long?> Beyond(AuditHead head, CancellationToken cancellationToken)
    {
        var now = await db.Of<AuditHead>().Select(current => current.Number).SingleAsync(cancellationToken);
        return await db.Of<ActivityRow>().Where(row => row.Number > now && row.Number > head.Number).OrderBy(row => row.Number).Select(row => (long?)row.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
