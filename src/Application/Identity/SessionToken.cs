using System.Security.Cryptography;

namespace PropOps.Application.Identity;

/// <summary>32 random bytes, shown once as 64 lower-case hex characters; only its SHA-256 is kept (SIGN-2).</summary>
public sealed record SessionToken(string Text, byte[] Hash)
{
    private const int ShownLength = 8;

    /// <summary>What its owner sees of it later.</summary>
    public string Start => Text[..ShownLength];

    public static SessionToken Create()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        return new SessionToken(Convert.ToHexStringLower(bytes), SHA256.HashData(bytes));
    }

    /// <returns>null for anything but 64 lower-case hex characters.</returns>
    public static byte[]? HashOf(string text) =>
        text.Length == 64 && text.All(character => character is (>= '0' and <= '9') or (>= 'a' and <= 'f'))
            ? SHA256.HashData(Convert.FromHexString(text))
            : null;
}
