using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Domain.Identity.OneTime;

namespace PropOps.Infrastructure.Identity;

internal sealed class OneTimeModel : IEntityTypeConfiguration<OneTimeLink>, IEntityTypeConfiguration<OneTimeCode>, IEntityTypeConfiguration<PasswordResetRequest>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("core_one_time_links");
        builder.Property(link => link.Purpose).HasConversion<string>();
        builder.HasIndex(link => link.TokenHash).IsUnique();
        builder.HasIndex(link => new { link.UserId, link.Purpose });
        builder.HasIndex(link => link.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<OneTimeCode> builder)
    {
        builder.ToTable("core_one_time_codes");
        builder.Property(code => code.Purpose).HasConversion<string>();
        builder.HasIndex(code => new { code.UserId, code.Purpose });
        builder.HasIndex(code => code.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<PasswordResetRequest> builder)
    {
        builder.ToTable("core_password_reset_requests");
        builder.HasIndex(request => request.CreatedAt);
    }
}
