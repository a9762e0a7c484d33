using System.Security.Cryptography;
using System.Text.Json;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Activity;

/// <summary>
/// Who did what, when and through which door: one row for every state-changing operation that succeeded (AUD-1). Once it is
/// sealed, its hash holds its content and the hash of the row before it, so that nobody changes the past unseen (AUD-2).
/// </summary>
public sealed class ActivityRow
{
    public long Id { get; init; }

    public Guid Uuid { get; init; } = Guid.CreateVersion7();

    public required DateTimeOffset At { get; init; }

    /// <summary>null for the product.</summary>
    public required long? UserId { get; init; }

    /// <summary>Who acted as that account; null = its owner.</summary>
    public long? ActedById { get; init; }

    public required string Action { get; init; }

    public required ActivityCategory Category { get; init; }

    public required string? ResourceType { get; init; }

    public required long? ResourceId { get; init; }

    public required Guid? ResourceUuid { get; init; }

    public required Guid? JobUuid { get; init; }

    public required string Summary { get; init; }

    /// <summary>JSON; names of changed fields, never values; of an export its filters.</summary>
    public required string Details { get; init; }

    public required string? IpAddress { get; init; }

    /// <summary>Keyed token of the address, by which it is found.</summary>
    public required string? IpToken { get; init; }

    public required string? UserAgent { get; init; }

    public required Via Via { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>
    /// Goes with the personal fields when a person is erased. Without it their hash proves nothing and gives nothing away: an
    /// address could else be found by trying all there are.
    /// </summary>
    public byte[]? PersonalSalt { get; private set; }

    /// <summary>Stands for the personal fields in the chain, which so holds without them (AUD-3).</summary>
    public byte[] PersonalHash { get; private set; } = [];

    /// <summary>The row's place in the chain; null until it is sealed.</summary>
    public long? Number { get; private set; }

    public byte[]? Hash { get; private set; }

    /// <summary>Before it is kept: what is personal is fixed from here on.</summary>
    public ActivityRow Fixed()
    {
        PersonalSalt = RandomNumberGenerator.GetBytes(16);
        PersonalHash = HashOfPersonal();
        return this;
    }

    public void Seal(AuditHead head)
    {
        Number = head.Number + 1;
        Hash = HashBehind(head.Hash);
        head.MoveTo(this);
    }

    /// <summary>What is personal is as it was when it was written, or has been erased.</summary>
    public bool HoldsItsPersonalFields() => PersonalSalt is null || HashOfPersonal().AsSpan().SequenceEqual(PersonalHash);

    /// <summary>The hash that it must have behind that of the row before it.</summary>
    public byte[] HashBehind(byte[] previous)
    {
        // Microseconds: no database keeps less.
        var content = JsonSerializer.SerializeToUtf8Bytes(new object?[]
        {
            Number, Uuid, At.UtcTicks / TimeSpan.TicksPerMicrosecond, UserId, ActedById, Action, Category.ToString(), ResourceType, ResourceId, ResourceUuid, JobUuid, Summary, Via.ToString(), CorrelationId,
            Convert.ToHexString(PersonalHash),
        });
        return SHA256.HashData([.. previous, .. content]);
    }

    private byte[] HashOfPersonal() => SHA256.HashData([.. PersonalSalt!, .. JsonSerializer.SerializeToUtf8Bytes(new[] { Details, IpAddress, UserAgent })]);
}

/// <summary>The end of the chain. Its row is the lock: who seals, seals alone.</summary>
public sealed class AuditHead
{
    public const int TheOnly = 1;

    public int Id { get; init; }

    /// <summary>Of the last sealed row; 0 where there is none.</summary>
    public long Number { get; private set; }

    public byte[] Hash { get; private set; } = new byte[SHA256.HashSizeInBytes];

    internal void MoveTo(ActivityRow row) => (Number, Hash) = (row.Number!.Value, row.Hash!);
}

/// <summary>Where the chain stood when a day was over. It stays when the day's rows are removed, and the next day's hang on it (AUD-3).</summary>
public sealed class AuditDay
{
    public required DateOnly Day { get; init; }

    public required long LastNumber { get; init; }

    public required byte[] Hash { get; init; }
}
