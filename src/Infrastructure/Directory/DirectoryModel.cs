using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Domain.Directory;
using PropOps.Infrastructure.Encryption;

namespace PropOps.Infrastructure.Directory;

internal sealed class DirectoryModel :
    IEntityTypeConfiguration<Contractor>,
    IEntityTypeConfiguration<Tenant>,
    IEntityTypeConfiguration<Landlord>,
    IEntityTypeConfiguration<Address>
{
    public void Configure(EntityTypeBuilder<Contractor> builder)
    {
        builder.ToTable("core_contractors");
        builder.Ignore(contractor => contractor.Name);
        builder.Property(contractor => contractor.FirstName).IsEncrypted();
        builder.Property(contractor => contractor.LastName).IsEncrypted();
        builder.Property(contractor => contractor.Email).IsEncryptedOrNull();
        builder.Property(contractor => contractor.Phone).IsEncryptedOrNull();
    }

    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("core_tenants");
        builder.Property(tenant => tenant.Name).IsEncrypted();
        builder.Property(tenant => tenant.Email).IsEncryptedOrNull();
        builder.Property(tenant => tenant.Phone).IsEncryptedOrNull();
        builder.HasIndex(tenant => tenant.AddressId);
    }

    public void Configure(EntityTypeBuilder<Landlord> builder)
    {
        builder.ToTable("core_landlords");
        builder.Property(landlord => landlord.Name).IsEncrypted();
        builder.Property(landlord => landlord.Email).IsEncryptedOrNull();
        builder.Property(landlord => landlord.Phone).IsEncryptedOrNull();
    }

    public void Configure(EntityTypeBuilder<Address> builder)
    {
        builder.ToTable("core_addresses");
        builder.HasIndex(address => address.LandlordId);
        builder.HasIndex(address => address.BranchId);
        builder.HasIndex(address => address.Postcode);
    }
}
