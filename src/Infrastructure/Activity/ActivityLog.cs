using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Activity;

/// <summary>Who did what, when and through which door. One row for every state-changing operation that succeeded (AUD-1).</summary>
internal sealed class ActivityRow
{
    public long Id { get; init; }

    public Guid Uuid { get; init; } = Guid.CreateVersion7();

    public required DateTimeOffset At { get; init; }

    /// <summary>null for the product.</summary>
    public required long? UserId { get; init; }

    /// <summary>Who acted as that account; null = its owner.</summary>
    public long? ActedById { get; init; }

    public required string Action { get; init; }

    public required string? ResourceType { get; init; }

    public required long? ResourceId { get; init; }

    public required Guid? ResourceUuid { get; init; }

    public required Guid? JobUuid { get; init; }

    public required string Summary { get; init; }

    /// <summary>JSON; names of changed fields, never values; of an export its filters.</summary>
    public required string Details { get; init; }

    public required string? IpAddress { get; init; }

    public required string? UserAgent { get; init; }

    public required Via Via { get; init; }

    public required string CorrelationId { get; init; }
}

internal sealed class ActivityModel : IEntityTypeConfiguration<ActivityRow>
{
    public void Configure(EntityTypeBuilder<ActivityRow> builder)
    {
        builder.ToTable("core_activity");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedOnAdd();
        builder.HasIndex(row => row.Uuid).IsUnique();
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => new { row.UserId, row.At });
        builder.HasIndex(row => new { row.JobUuid, row.At });
        builder.Property(row => row.Details).IsEncrypted();
        builder.Property(row => row.IpAddress).IsEncryptedOrNull();
        builder.Property(row => row.UserAgent).IsEncryptedOrNull();
        builder.Property(row => row.Via).HasConversion<string>();
    }
}

internal sealed class ActivityLog(PropOpsDbContext db, ICurrentUser currentUser, Origin origin, TimeProvider time) : IActivityLog
{
    public void Add(ActivityDraft draft)
    {
        var actor = currentUser.Actor;
        db.Add(new ActivityRow
        {
            At = time.GetUtcNow(),
            UserId = draft.ActorId ?? actor.AccountId,
            ActedById = currentUser.Caller?.ActedBy?.Id,
            Action = draft.Action,
            ResourceType = draft.ResourceType,
            ResourceId = draft.ResourceId,
            ResourceUuid = draft.ResourceUuid,
            JobUuid = draft.JobUuid,
            Summary = draft.Summary,
            Details = JsonSerializer.Serialize(new { fields = draft.ChangedFields, filters = draft.Filters }),
            IpAddress = origin.IpAddress,
            UserAgent = origin.UserAgent is { Length: > 300 } lengthy ? lengthy[..300] : origin.UserAgent,
            Via = draft.Through ?? actor.Via,
            CorrelationId = origin.CorrelationId,
        });
    }
}
