using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Encryption;
using PropOps.Application.Identity;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

/// <summary>A kind of device from which an account signed in.</summary>
internal sealed class SignInDevice
{
    public required long UserId { get; init; }

    /// <summary>Keyed token of its name, as "Chrome on Windows".</summary>
    public required string DeviceToken { get; init; }

    public required DateTimeOffset LastUsedAt { get; set; }
}

internal sealed class SignInDeviceModel : IEntityTypeConfiguration<SignInDevice>
{
    public void Configure(EntityTypeBuilder<SignInDevice> builder)
    {
        builder.ToTable("core_sign_in_devices");
        builder.HasKey(row => new { row.UserId, row.DeviceToken });
    }
}

internal sealed class KnownDevices(PropOpsDbContext db, BlindIndex blindIndex, TimeProvider time) : IKnownDevices
{
    public async Task<bool> Recognise(long userId, string? userAgent, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = blindIndex.Token(BlindIndexKind.Device, DeviceName.Of(userAgent));
        if (await db.Set<SignInDevice>().FindAsync([userId, token], cancellationToken) is not { } row)
        {
            db.Add(new SignInDevice { UserId = userId, DeviceToken = token, LastUsedAt = now });
            return false;
        }

        var isKnown = now - row.LastUsedAt < SignInMemory.Lasts;
        row.LastUsedAt = now;
        return isKnown;
    }
}
