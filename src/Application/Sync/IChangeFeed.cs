using System.Text.Json.Serialization;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Sync;

/// <summary>How a list keeps an outside system in step (SYNC-1, SYNC-2).</summary>
public interface IChangeFeed
{
    /// <summary>
    /// The instant to ask with next time: older than every change that is still under way, so that a row saved by a slow
    /// transaction is seen twice rather than never. Asked before the rows are read.
    /// </summary>
    /// <exception cref="InvalidRefusal">updated_since: further back than departures are kept.</exception>
    Task<DateTimeOffset> AsOf(DateTimeOffset? updatedSince, CancellationToken cancellationToken);

    /// <summary>Records that one of these audiences could see, and that were deleted or hidden from it since.</summary>
    /// <param name="visible">the records that the caller sees now.</param>
    Task<IReadOnlyList<DeletedRecord>> Departed<T>(
        DateTimeOffset updatedSince, IReadOnlyCollection<string> audiences, IQueryable<T> visible, CancellationToken cancellationToken)
        where T : Entity;
}

/// <summary>Records whose departures are kept for those who could see them.</summary>
public interface ISyncedRecords
{
    /// <summary>Their entity.</summary>
    Type Record { get; }

    /// <summary>Who sees such a record, each as a text of the module's own: a branch, a firm, staff as a whole.</summary>
    IReadOnlySet<string> AudiencesOf(Entity record);

    /// <summary>What comes and goes with it in lists of its own. Loaded by every command that changes the record.</summary>
    IEnumerable<Entity> PartsOf(Entity record) => [];
}

/// <summary>A list with what an outside system needs to keep in step; both are left out where nobody asked.</summary>
public record SyncPage<T>(IReadOnlyList<T> Items, long? Total) : Page<T>(Items, Total)
{
    /// <summary>The instant to ask with next time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AsOf { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeletedRecord>? Deleted { get; init; }
}

/// <summary>A record that is gone for the caller: deleted, or no longer theirs to see.</summary>
public sealed record DeletedRecord([property: JsonPropertyName("ID")] long Id, Guid Uuid, DateTimeOffset DeletedAt);
