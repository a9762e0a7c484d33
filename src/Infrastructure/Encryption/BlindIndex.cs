using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PropOps.Application.Encryption;

namespace PropOps.Infrastructure.Encryption;

/// <summary>HMAC-SHA-256 of the normalised value under a key of its own, cut to 128 bits.</summary>
internal sealed class BlindIndex(KeyRing keyRing) : IBlindIndex
{
    public string Token(BlindIndexKind kind, string value)
    {
        var normalised = value.Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        return Convert.ToHexStringLower(HMACSHA256.HashData(keyRing.BlindIndexKey, Encoding.UTF8.GetBytes($"{kind}\0{normalised}")).AsSpan(0, 16));
    }

    /// <summary>Brings the tokens of what is about to be saved up to date.</summary>
    public void Fill(ChangeTracker changes)
    {
        foreach (var entry in changes.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified))
            {
                continue;
            }

            foreach (var token in entry.Metadata.GetProperties())
            {
                if (token.FindAnnotation(EncryptedProperties.TokenOf)?.Value is string source)
                {
                    var kind = Enum.Parse<BlindIndexKind>((string)token.FindAnnotation(EncryptedProperties.TokenKind)!.Value!);
                    entry.Property(token.Name).CurrentValue = entry.Property(source).CurrentValue is string value ? Token(kind, value) : null;
                }
            }
        }
    }
}
