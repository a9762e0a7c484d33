using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Sync;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Sync;

/// <summary>A record that an audience no longer sees.</summary>
internal sealed class Departure
{
    /// <summary>What is asked for reaches no further back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public long Id { get; init; }

    public required string Kind { get; init; }

    public required string Audience { get; init; }

    public required long RecordId { get; init; }

    public required Guid RecordUuid { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class DepartureModel : IEntityTypeConfiguration<Departure>
{
    public void Configure(EntityTypeBuilder<Departure> builder)
    {
        builder.ToTable("core_departures");
        builder.HasKey(departure => departure.Id);
        builder.Property(departure => departure.Id).ValueGeneratedOnAdd();
        builder.HasIndex(departure => new { departure.Kind, departure.Audience, departure.At });
        builder.HasIndex(departure => departure.At);
    }
}

/// <summary>Notes, in the transaction itself, whom a change takes a record from.</summary>
internal sealed class Departures(PropOpsDbContext db, IEnumerable<ISyncedRecords> sources, TimeProvider time)
{
    public void Follow()
    {
        foreach (var source in sources)
        {
            foreach (var entry in db.ChangeTracker.Entries<Entity>().Where(entry => entry.Entity.GetType() == source.Record && entry.State is EntityState.Modified or EntityState.Deleted).ToList())
            {
                var before = source.AudiencesOf((Entity)entry.OriginalValues.ToObject());
                var after = entry.State == EntityState.Deleted ? new HashSet<string>() : source.AudiencesOf(entry.Entity);
                db.AddRange(
                    from audience in before.Except(after)
                    from gone in source.PartsOf(entry.Entity).Prepend(entry.Entity)
                    select new Departure { Kind = gone.GetType().Name, Audience = audience, RecordId = gone.Id, RecordUuid = gone.Uuid, At = time.GetUtcNow() });
            }
        }
    }
}
