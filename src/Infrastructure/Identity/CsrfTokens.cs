using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using PropOps.Application.Identity;
using PropOps.Infrastructure.Encryption;

namespace PropOps.Infrastructure.Identity;

/// <summary>
/// Token: 12-byte nonce, 4-byte expiry, first 16 bytes of HMAC-SHA-256 over session, nonce and expiry, as 64 hex characters.
/// Nothing is stored until it is used; then its nonce is, so that it is used once on any number of nodes.
/// </summary>
internal sealed class CsrfTokens(INonceStore nonces, CsrfKey key, TimeProvider time) : ICsrfTokens
{
    private const int NonceSize = 12;
    private const int SignedSize = NonceSize + 4;
    private const int TokenSize = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    public string Issue(Guid session)
    {
        Span<byte> token = stackalloc byte[TokenSize];
        RandomNumberGenerator.Fill(token[..NonceSize]);
        BinaryPrimitives.WriteUInt32BigEndian(token[NonceSize..], (uint)(time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        Sign(session, token[..SignedSize], token[SignedSize..]);
        return Convert.ToHexStringLower(token);
    }

    public async Task<bool> Use(string token, Guid session, CancellationToken cancellationToken)
    {
        var bytes = new byte[TokenSize];
        if (token.Length != TokenSize * 2 || Convert.FromHexString(token, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != TokenSize)
        {
            return false;
        }

        var expected = new byte[TokenSize - SignedSize];
        Sign(session, bytes.AsSpan(0, SignedSize), expected);
        var expiry = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(NonceSize)));
        return CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(SignedSize))
            && expiry > time.GetUtcNow()
            && await nonces.Take(bytes[..NonceSize], expiry, cancellationToken);
    }

    private void Sign(Guid session, ReadOnlySpan<byte> signed, Span<byte> signature)
    {
        Span<byte> message = stackalloc byte[16 + SignedSize];
        session.TryWriteBytes(message);
        signed.CopyTo(message[16..]);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key.Bytes, message, hash);
        hash[..signature.Length].CopyTo(signature);
    }
}

/// <summary>Shared by all nodes; the embedded node makes its own at each start, so that a restart revives no used token.</summary>
internal sealed record CsrfKey(byte[] Bytes);

/// <summary>Where used tokens are remembered until they expire.</summary>
internal interface INonceStore
{
    /// <returns>false where it was taken before.</returns>
    Task<bool> Take(byte[] nonce, DateTimeOffset expiry, CancellationToken cancellationToken);
}

/// <summary>The embedded node remembers by itself.</summary>
internal sealed class InProcessNonces(TimeProvider time) : INonceStore
{
    private readonly ConcurrentDictionary<(ulong, uint), DateTimeOffset> _used = new();
    private long _sweepAt;

    public Task<bool> Take(byte[] nonce, DateTimeOffset expiry, CancellationToken cancellationToken)
    {
        Sweep();
        return Task.FromResult(_used.TryAdd((BinaryPrimitives.ReadUInt64LittleEndian(nonce), BinaryPrimitives.ReadUInt32LittleEndian(nonce.AsSpan(8))), expiry));
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        var due = Interlocked.Read(ref _sweepAt);
        if (now.UtcTicks >= due && Interlocked.CompareExchange(ref _sweepAt, now.AddMinutes(1).UtcTicks, due) == due)
        {
            foreach (var used in _used.Where(used => used.Value <= now))
            {
                _used.TryRemove(used);
            }
        }
    }
}

/// <summary>
/// One insert, a statement of its own that does not wait for the disk: a lost nonce could at worst let one token, already
/// used within the last moment before a crash of the server, pass a second time.
/// </summary>
internal sealed class PostgresNonces(NpgsqlDataSource database) : INonceStore
{
    public async Task<bool> Take(byte[] nonce, DateTimeOffset expiry, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH fast AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
            INSERT INTO core_csrf_nonces (nonce, expires_at) SELECT $1, $2 FROM fast
            ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = nonce });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = expiry.UtcDateTime });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}

internal sealed class UsedNonce
{
    public required byte[] Nonce { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class UsedNonceModel : IEntityTypeConfiguration<UsedNonce>
{
    public void Configure(EntityTypeBuilder<UsedNonce> builder)
    {
        builder.ToTable("core_csrf_nonces");
        builder.HasKey(row => row.Nonce);
        builder.HasIndex(row => row.ExpiresAt);
    }
}
