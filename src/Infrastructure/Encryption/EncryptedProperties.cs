using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PropOps.Application.Encryption;

namespace PropOps.Infrastructure.Encryption;

/// <summary>Marks properties that are encrypted at rest, and the tokens by which such a value is found.</summary>
public static class EncryptedProperties
{
    private const string Encrypted = "PropOps:Encrypted";
    internal const string TokenOf = "PropOps:TokenOf";
    internal const string TokenKind = "PropOps:TokenKind";

    public static PropertyBuilder<string> IsEncrypted(this PropertyBuilder<string> property)
    {
        property.Metadata.SetAnnotation(Encrypted, true);
        return property;
    }

    public static PropertyBuilder<string?> IsEncryptedOrNull(this PropertyBuilder<string?> property)
    {
        property.Metadata.SetAnnotation(Encrypted, true);
        return property;
    }

    /// <summary>A list of records, kept as JSON and encrypted as a whole.</summary>
    public static PropertyBuilder<IReadOnlyList<T>> IsEncryptedJson<T>(this PropertyBuilder<IReadOnlyList<T>> property)
    {
        property.Metadata.SetAnnotation(Encrypted, true);
        property.Metadata.SetValueComparer(new ValueComparer<IReadOnlyList<T>>(
            (left, right) => (left ?? Array.Empty<T>()).SequenceEqual(right ?? Array.Empty<T>()), list => list.Count, list => list.ToArray()));
        property.Metadata.SetValueConverter(new ValueConverter<IReadOnlyList<T>, string>(
            list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<T[]>(json, JsonSerializerOptions.Default)!));
        return property;
    }

    /// <summary>Kept by the store as the keyed token of another property of the same entity.</summary>
    public static PropertyBuilder<string> IsTokenOf(this PropertyBuilder<string> token, string property, BlindIndexKind kind)
    {
        token.Metadata.SetAnnotation(TokenOf, property);
        token.Metadata.SetAnnotation(TokenKind, kind.ToString());
        return token;
    }

    /// <summary>As <see cref="IsTokenOf"/>; null where the other property is.</summary>
    public static PropertyBuilder<string?> IsTokenOrNullOf(this PropertyBuilder<string?> token, string property, BlindIndexKind kind)
    {
        token.Metadata.SetAnnotation(TokenOf, property);
        token.Metadata.SetAnnotation(TokenKind, kind.ToString());
        return token;
    }

    internal static void Convert(IMutableModel model, KeyRing keyRing)
    {
        var converter = new ValueConverter<string, string>(text => keyRing.Encrypt(text), stored => keyRing.Decrypt(stored));
        foreach (var property in model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.FindAnnotation(Encrypted) is not null)
            {
                property.SetValueConverter(property.GetValueConverter() is { } inner ? inner.ComposeWith(converter) : converter);
                property.RemoveAnnotation(Encrypted);
            }
        }
    }
}
