using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Infrastructure.Encryption;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Infrastructure.Deliveries;

internal sealed class DeliveryModel : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("notifications_deliveries");
        builder.Property(delivery => delivery.Channel).HasConversion<string>();
        builder.Property(delivery => delivery.Status).HasConversion<string>();
        builder.Property(delivery => delivery.Address).IsEncrypted();
        builder.Property(delivery => delivery.Variables).IsEncrypted();
        builder.Property(delivery => delivery.Secrets).IsEncryptedOrNull();
        builder.Property(delivery => delivery.Body).IsEncryptedOrNull();
        builder.Property(delivery => delivery.PeerMessage).IsEncryptedOrNull();
        builder.Ignore(delivery => delivery.CarriesSecrets);
        builder.HasIndex(delivery => delivery.IdempotencyKey).IsUnique();
        builder.HasIndex(delivery => new { delivery.Status, delivery.NextAttemptAt });
        builder.HasIndex(delivery => new { delivery.Status, delivery.UpdatedAt });
        builder.HasIndex(delivery => delivery.JobUuid);
    }
}
