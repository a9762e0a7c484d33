using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Encryption;
using PropOps.Application.Identity.NewAddress;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Identity;

/// <summary>A network that an account uses, by its keyed token.</summary>
internal sealed class KnownNetwork
{
    public required long UserId { get; init; }

    public required string NetworkToken { get; init; }

    public required DateTimeOffset LastUsedAt { get; set; }
}

internal sealed class KnownNetworkModel : IEntityTypeConfiguration<KnownNetwork>
{
    public void Configure(EntityTypeBuilder<KnownNetwork> builder)
    {
        builder.ToTable("core_known_networks");
        builder.HasKey(row => new { row.UserId, row.NetworkToken });
        builder.HasIndex(row => row.LastUsedAt);
    }
}

internal sealed class KnownNetworks(PropOpsDbContext db, IBlindIndex blindIndex, TimeProvider time) : IKnownNetworks
{
    public async Task<bool> Know(long userId, string? ipAddress, CancellationToken cancellationToken)
    {
        var token = TokenOf(ipAddress);
        var since = time.GetUtcNow() - SignInMemory.Lasts;
        return await db.Set<KnownNetwork>().AnyAsync(row => row.UserId == userId && row.NetworkToken == token && row.LastUsedAt > since, cancellationToken);
    }

    public async Task Remember(long userId, string? ipAddress, CancellationToken cancellationToken)
    {
        if (await db.Set<KnownNetwork>().FindAsync([userId, TokenOf(ipAddress)], cancellationToken) is { } row)
        {
            row.LastUsedAt = time.GetUtcNow();
        }
        else
        {
            db.Add(new KnownNetwork { UserId = userId, NetworkToken = TokenOf(ipAddress), LastUsedAt = time.GetUtcNow() });
        }
    }

    private string TokenOf(string? ipAddress) => blindIndex.Token(BlindIndexKind.IpAddress, NetworkAddress.Of(ipAddress));
}
