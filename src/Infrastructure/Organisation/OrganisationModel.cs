using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Domain.Organisation;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Organisation;

internal sealed class OrganisationModel : IEntityTypeConfiguration<Branch>, IEntityTypeConfiguration<BranchShare>
{
    public void Configure(EntityTypeBuilder<Branch> builder)
    {
        builder.ToTable("core_branches");
        builder.HasIndex(branch => branch.Name).IsUniqueOr409("A branch with this name already exists");
        builder.HasIndex(branch => branch.Code).IsUniqueOr409("A branch with this code already exists");
    }

    public void Configure(EntityTypeBuilder<BranchShare> builder)
    {
        builder.ToTable("core_branch_shares");
        builder.HasKey(share => new { share.BranchId, share.SharedWithId });
        builder.HasIndex(share => share.SharedWithId);
    }
}
