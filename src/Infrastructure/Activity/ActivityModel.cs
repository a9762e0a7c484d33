using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Encryption;

namespace PropOps.Infrastructure.Activity;

internal sealed class ActivityModel : IEntityTypeConfiguration<ActivityRow>, IEntityTypeConfiguration<AuditHead>, IEntityTypeConfiguration<AuditDay>
{
    public void Configure(EntityTypeBuilder<ActivityRow> builder)
    {
        builder.ToTable("core_activity");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedOnAdd();
        builder.HasIndex(row => row.Uuid).IsUnique();
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => new { row.UserId, row.At });
        builder.HasIndex(row => new { row.ActedById, row.At }).HasFilter("acted_by_id IS NOT NULL");
        builder.HasIndex(row => new { row.JobUuid, row.At });
        builder.HasIndex(row => new { row.ResourceUuid, row.At });
        builder.HasIndex(row => new { row.IpToken, row.At });
        builder.HasIndex(row => row.Number).IsUnique();
        builder.Property(row => row.Category).HasConversion<string>();
        builder.Property(row => row.Details).IsEncrypted();
        builder.Property(row => row.IpAddress).IsEncryptedOrNull();
        builder.Property(row => row.UserAgent).IsEncryptedOrNull();
        builder.Property(row => row.Via).HasConversion<string>();
    }

    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("core_audit_head");
        builder.HasKey(head => head.Id);
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.HasData(new AuditHead { Id = AuditHead.TheOnly });
    }

    public void Configure(EntityTypeBuilder<AuditDay> builder)
    {
        builder.ToTable("core_audit_days");
        builder.HasKey(day => day.Day);
        builder.HasIndex(day => day.LastNumber);
    }
}
