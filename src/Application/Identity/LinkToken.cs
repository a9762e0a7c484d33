using System.Buffers.Text;
using System.Security.Cryptography;

namespace PropOps.Application.Identity;

/// <summary>The token of a one-time link: 32 random bytes as 43 characters of base64url; only their SHA-256 is kept.</summary>
public sealed record LinkToken(string Text, byte[] Hash)
{
    private const int Size = 32;

    public static LinkToken Create()
    {
        var bytes = RandomNumberGenerator.GetBytes(Size);
        return new LinkToken(Base64Url.EncodeToString(bytes), SHA256.HashData(bytes));
    }

    /// <returns>of what is no token, the hash of nothing that was ever sent: it is looked for like any other.</returns>
    public static byte[] HashOf(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return Base64Url.IsValid(text, out var length) && length == Size && Base64Url.DecodeFromChars(text, bytes) == Size
            ? SHA256.HashData(bytes)
            : [];
    }
}
