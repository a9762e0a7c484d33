using Microsoft.EntityFrameworkCore;
using PropOps.Application.Sync;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Sync;

internal sealed class ChangeFeed(PropOpsDbContext db, DatabaseOptions options, WriteGate gate, TimeProvider time) : IChangeFeed
{
    /// <summary>Clocks of the nodes and of PostgreSQL may differ by this much before a change could be missed.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(5);

    public async Task<DateTimeOffset> AsOf(DateTimeOffset? updatedSince, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (updatedSince < now - Departure.Kept)
        {
            throw new InvalidRefusal("updated_since", "updated_since is more than 30 days ago: read the whole list");
        }

        if (options.Provider == DatabaseProvider.Sqlite)
        {
            // Read after the clock: a writer that enters in between has a later time than this one.
            return gate.HeldSince is { } writing && writing < now ? writing : now;
        }

        // A change gets its time inside its transaction, so none is older than the oldest transaction under way.
        var oldest = await db.Database.SqlQuery<DateTimeOffset>(
            $"SELECT least(min(xact_start), now()) AS \"Value\" FROM pg_stat_activity WHERE datname = current_database()").SingleAsync(cancellationToken);
        return oldest - ClockDifference;
    }

    public async Task<IReadOnlyList<DeletedRecord>> Departed<T>(
        DateTimeOffset updatedSince, IReadOnlyCollection<string> audiences, IQueryable<T> visible, CancellationToken cancellationToken)
        where T : Entity
    {
        var departures = await db.Set<Departure>().AsNoTracking()
            .Where(departure => departure.Kind == typeof(T).Name && audiences.Contains(departure.Audience) && departure.At >= updatedSince)
            .Where(departure => !visible.Any(record => record.Id == departure.RecordId))
            .OrderBy(departure => departure.At).ThenBy(departure => departure.RecordId)
            .ToListAsync(cancellationToken);
        return
        [
            .. from departure in departures
               group departure by departure.RecordId into one
               let last = one.Last()
               orderby last.At, last.RecordId
               select new DeletedRecord(last.RecordId, last.RecordUuid, last.At),
        ];
    }
}
