using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Encryption;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

internal sealed class IdentityModel : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<AccountTypeProfile>, IEntityTypeConfiguration<AccountAppearance>, IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("core_users");
        builder.Ignore(user => user.Name);
        builder.Ignore(user => user.MaySignIn);
        builder.Ignore(user => user.AwaitsOwner);
        builder.Ignore(user => user.Profile);
        builder.Property(user => user.FirstName).IsEncrypted();
        builder.Property(user => user.LastName).IsEncrypted();
        builder.Property(user => user.Email).IsEncrypted();
        builder.Property(user => user.Phone).IsEncryptedOrNull();
        builder.Property(user => user.EmailToken).IsTokenOf(nameof(User.Email), BlindIndexKind.Email);
        builder.HasIndex(user => user.EmailToken).IsUniqueOr409("An account with this email already exists");
        builder.Property(user => user.PhoneToken).IsTokenOrNullOf(nameof(User.Phone), BlindIndexKind.Phone);
        builder.HasIndex(user => user.PhoneToken);
        builder.PrimitiveCollection(user => user.FormerPasswordHashes).HasField("_formerPasswordHashes").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(user => user.AccountType);
        builder.HasIndex(user => user.RoleId);
        builder.HasIndex(user => user.ContractorId);
        builder.Property(user => user.MemberRole).HasConversion<string>();
        builder.Property(user => user.PendingReason).HasConversion<string>();
        builder.OwnsOne(user => user.Avatar);
        builder.OwnsMany(user => user.Branches, membership =>
        {
            membership.ToTable("core_user_branches");
            membership.WithOwner().HasForeignKey("UserId");
            membership.HasKey("UserId", nameof(BranchMembership.BranchId));
            membership.Property(row => row.BranchId).ValueGeneratedNever();
            membership.HasIndex(row => row.BranchId);
        });
        builder.Navigation(user => user.Branches).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("core_roles");
        builder.Ignore(role => role.Keys);
        builder.HasIndex(role => role.NameKey).IsUniqueOr409("A role with this name already exists");
    }

    public void Configure(EntityTypeBuilder<AccountTypeProfile> builder)
    {
        builder.ToTable("core_account_types");
        builder.Ignore(type => type.Keys);
        builder.HasIndex(type => type.Type).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AccountAppearance> builder)
    {
        builder.ToTable("core_appearances");
        builder.HasIndex(appearance => appearance.UserId).IsUnique();
        builder.OwnsOne(appearance => appearance.Banner);
        builder.Property(appearance => appearance.Theme).HasConversion<string>();
        builder.Property(appearance => appearance.Density).HasConversion<string>();
    }

    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("core_sessions");
        builder.HasIndex(session => session.Handle).IsUnique();
        builder.HasIndex(session => session.TokenHash).IsUnique();
        builder.HasIndex(session => session.UserId);
        builder.HasIndex(session => session.ExpiresAt);
        builder.HasIndex(session => session.RememberedBrowserId);
        builder.Property(session => session.Kind).HasConversion<string>();
        builder.Property(session => session.IpAddress).IsEncryptedOrNull();
        builder.Property(session => session.UserAgent).IsEncryptedOrNull();
        builder.OwnsOne(session => session.Former, former => former.HasIndex(id => id.TokenHash).IsUnique());
    }
}
