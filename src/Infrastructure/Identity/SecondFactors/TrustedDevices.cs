using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Identity;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity.SecondFactors;

/// <summary>A browser that its user trusts.</summary>
internal sealed class TrustedDevice
{
    public required byte[] TokenHash { get; init; }

    public required long UserId { get; init; }

    public required DateTimeOffset TrustedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class TrustedDeviceModel : IEntityTypeConfiguration<TrustedDevice>
{
    public void Configure(EntityTypeBuilder<TrustedDevice> builder)
    {
        builder.ToTable("core_trusted_devices");
        builder.HasKey(device => device.TokenHash);
        builder.HasIndex(device => device.ExpiresAt);
    }
}

/// <summary>Trust older than the password or the factor is none (MFA-3): whoever changes them need not know that there is trust to end.</summary>
internal sealed class TrustedDevices(PropOpsDbContext db, IDeviceCookie cookie, ITransaction transaction, TimeProvider time) : ITrustedDevices
{
    public async Task<bool> Trusts(User user, CancellationToken cancellationToken)
    {
        if (cookie.Token is not { } token || SessionToken.HashOf(token) is not { } hash)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var device = await db.Set<TrustedDevice>().AsNoTracking().SingleOrDefaultAsync(
            device => device.TokenHash == hash && device.UserId == user.Id && device.ExpiresAt > now, cancellationToken);
        return device?.TrustedAt > user.PasswordChangedAt && device.TrustedAt > user.SecondFactorSince;
    }

    public void Trust(User user, int days)
    {
        var token = SessionToken.Create();
        var now = time.GetUtcNow();
        var until = now.AddDays(days);
        db.Add(new TrustedDevice { TokenHash = token.Hash, UserId = user.Id, TrustedAt = now, ExpiresAt = until });
        transaction.AfterCommit(() => cookie.Set(token.Text, until));
    }
}
