using System.Security.Cryptography;
using System.Text;

namespace PropOps.Infrastructure.Encryption;

/// <summary>
/// The versioned keys that personal data is encrypted with at rest (AES-256-GCM), and the keys of what is only compared. What it
/// protects: backups, dumps, disks and replicas without the key.
/// </summary>
/// <remarks>A value is stored as <c>{key version}.{base64url of nonce, ciphertext and tag}</c>.</remarks>
public sealed class KeyRing : IDisposable
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly Dictionary<int, AesGcm> _keys = [];
    private readonly int _current;
    private readonly byte[] _fingerprintKey;

    /// <param name="masterKey">32 bytes; everything is derived from it.</param>
    public KeyRing(ReadOnlySpan<byte> masterKey)
    {
        if (masterKey.Length != 32)
        {
            throw new ArgumentException("The master key has 32 bytes.", nameof(masterKey));
        }

        _current = 1;
        _keys[_current] = new AesGcm(Derive(masterKey, $"data/{_current}"), TagSize);
        BlindIndexKey = Derive(masterKey, "blind-index");
        SigningKey = Derive(masterKey, "signing");
        _fingerprintKey = Derive(masterKey, "fingerprints");
    }

    /// <summary>Key of the blind index, which no rotation changes.</summary>
    internal byte[] BlindIndexKey { get; }

    /// <summary>Key of short-lived tokens (CSRF) that every node must recognise.</summary>
    internal byte[] SigningKey { get; }

    /// <summary>
    /// Tells whether two contents are the same. A plain hash would also tell what they were to who tries all there are, and a
    /// content may hold a password.
    /// </summary>
    public string Fingerprint(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(HMACSHA256.HashData(_fingerprintKey, content));

    public string Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[NonceSize + plain.Length + TagSize];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        lock (_keys[_current])
        {
            _keys[_current].Encrypt(nonce, plain, sealedBytes.AsSpan(NonceSize, plain.Length), sealedBytes.AsSpan(NonceSize + plain.Length));
        }

        return $"{_current}.{System.Buffers.Text.Base64Url.EncodeToString(sealedBytes)}";
    }

    /// <exception cref="CryptographicException">when the key is missing or the value was changed.</exception>
    public string Decrypt(string stored)
    {
        var dot = stored.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !int.TryParse(stored.AsSpan(0, dot), out var version) || !_keys.TryGetValue(version, out var key))
        {
            throw new CryptographicException("The value was encrypted with a key that is not in the ring.");
        }

        var sealedBytes = System.Buffers.Text.Base64Url.DecodeFromChars(stored.AsSpan(dot + 1));
        var plain = new byte[sealedBytes.Length - NonceSize - TagSize];
        lock (key)
        {
            key.Decrypt(sealedBytes.AsSpan(0, NonceSize), sealedBytes.AsSpan(NonceSize, plain.Length), sealedBytes.AsSpan(NonceSize + plain.Length), plain);
        }

        return Encoding.UTF8.GetString(plain);
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private static byte[] Derive(ReadOnlySpan<byte> masterKey, string purpose)
    {
        var key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, key, salt: default, Encoding.UTF8.GetBytes("propops/" + purpose));
        return key;
    }
}
