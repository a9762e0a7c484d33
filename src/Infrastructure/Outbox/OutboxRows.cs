using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PropOps.Infrastructure.Outbox;

/// <summary>One integration event, stored in the transaction of the change that caused it.</summary>
internal sealed class OutboxRow
{
    /// <summary>Given by the database at the insert, so that it grows with the commits of one ordering key on any number of nodes.</summary>
    public long Sequence { get; init; }

    public required Guid EventId { get; init; }

    public required string Type { get; init; }

    public required int EventVersion { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required string Actor { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>The span under which it was written, so that its handling is told in the same trace; null where nobody listened.</summary>
    public string? ParentSpan { get; init; }

    public required string OrderingKey { get; init; }

    public required int Depth { get; init; }

    /// <summary>The payload as JSON.</summary>
    public required string Data { get; init; }

    /// <summary>When the dispatcher looks at it next.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    public string? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }
}

/// <summary>A handler has dealt with an event, in the same transaction as its effect.</summary>
internal sealed class InboxRow
{
    public required Guid EventId { get; init; }

    public required string Handler { get; init; }

    public required DateTimeOffset HandledAt { get; init; }
}

/// <summary>A handler failed on an event; it gets no later event of the same key until this one is done.</summary>
internal sealed class FailedHandlingRow
{
    public required Guid EventId { get; init; }

    public required string Handler { get; init; }

    public int Attempts { get; set; }

    /// <summary>Type and place of the exception, never its message, which may hold somebody's data.</summary>
    public string Error { get; set; } = "";

    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>Given up: nothing tries it again by itself, <c>docs/operations.md</c> tells how to ("When an event was given up").</summary>
    public DateTimeOffset? DeadAt { get; set; }
}

internal sealed class OutboxModel :
    IEntityTypeConfiguration<OutboxRow>, IEntityTypeConfiguration<InboxRow>, IEntityTypeConfiguration<FailedHandlingRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("core_outbox");
        builder.HasKey(row => row.Sequence);
        builder.Property(row => row.Sequence).ValueGeneratedOnAdd();
        builder.Property(row => row.ParentSpan).HasMaxLength(55);
        builder.HasIndex(row => row.EventId).IsUnique();
        builder.HasIndex(row => new { row.DoneAt, row.DueAt });
        builder.HasIndex(row => new { row.OrderingKey, row.Sequence });
    }

    public void Configure(EntityTypeBuilder<InboxRow> builder)
    {
        builder.ToTable("core_inbox");
        builder.HasKey(row => new { row.EventId, row.Handler });
        builder.HasIndex(row => row.HandledAt);
    }

    public void Configure(EntityTypeBuilder<FailedHandlingRow> builder)
    {
        builder.ToTable("core_failed_handlings");
        builder.HasKey(row => new { row.EventId, row.Handler });
        builder.Property(row => row.Error).HasMaxLength(2000);
    }
}
