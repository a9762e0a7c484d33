using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Persistence.PostgreSql;

namespace PropOps.Infrastructure.Identity.SecondFactors;

internal sealed class SecondFactorModel : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.ToTable("core_second_factors");
        builder.HasIndex(factor => factor.UserId).IsUnique();
        builder.Property(factor => factor.Secret).IsEncryptedOrNull();
        builder.Property(factor => factor.OfferedSecret).IsEncryptedOrNull();
    }
}

internal sealed class StoredSecondFactors(PropOpsDbContext db) : ISecondFactors
{
    public async Task<SecondFactor> Of(User user, CancellationToken cancellationToken)
    {
        var stored = (await db.Set<SecondFactor>().Where(factor => factor.UserId == user.Id).TagWith(RowLockInterceptor.Tag).ToListAsync(cancellationToken)).SingleOrDefault();
        if (stored is not null)
        {
            return stored;
        }

        var created = new SecondFactor(user);
        db.Add(created);
        return created;
    }

    public async Task<int> RecoveryCodesLeft(long userId, CancellationToken cancellationToken) =>
        (await db.Set<SecondFactor>().AsNoTracking().SingleOrDefaultAsync(factor => factor.UserId == userId, cancellationToken))?.RecoveryCodes.Count ?? 0;
}
