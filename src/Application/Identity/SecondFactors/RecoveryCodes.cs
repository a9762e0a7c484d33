using System.Security.Cryptography;
using PropOps.Application.Encryption;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Codes for the day an authenticator app is lost: shown once, kept as keyed hashes.</summary>
public sealed class RecoveryCodes(IBlindIndex blindIndex)
{
    private const int Count = 10;
    private const int HalfLength = 5;

    // Without characters that are taken for one another: 31 of them make 49 bits.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    public (IReadOnlyList<string> Shown, IReadOnlyList<string> Kept) Make()
    {
        string[] shown = [.. Enumerable.Range(0, Count).Select(_ => $"{Half()}-{Half()}")];
        return (shown, [.. shown.Select(HashOf)]);
    }

    public string HashOf(string code) => blindIndex.Token(BlindIndexKind.RecoveryCode, code);

    private static string Half() => RandomNumberGenerator.GetString(Alphabet, HalfLength);
}
