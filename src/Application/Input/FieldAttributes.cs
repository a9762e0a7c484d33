using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace PropOps.Application.Input;

/// <summary>Length limits in Unicode code points, counted after trimming and normalising, the same on every database.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TextAttribute(int min, int max) : ValidationAttribute
{
    public int Min { get; } = min;

    public int Max { get; } = max;

    public override bool IsValid(object? value) =>
        value is not string text || (text.EnumerateRunes().Count() is var length && length >= Min && length <= Max);
}

/// <summary>How many items a list may hold.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ItemsAttribute(int min, int max) : ValidationAttribute
{
    public int Min { get; } = min;

    public int Max { get; } = max;

    public override bool IsValid(object? value) =>
        value is not System.Collections.ICollection items || (items.Count >= Min && items.Count <= Max);
}

/// <summary>Limits of an integer or decimal, both ends included, written as the contract writes them.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class LimitsAttribute(string min, string max) : ValidationAttribute
{
    public LimitsAttribute(int min, int max)
        : this(min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture))
    {
    }

    public decimal Min { get; } = decimal.Parse(min, CultureInfo.InvariantCulture);

    public decimal Max { get; } = decimal.Parse(max, CultureInfo.InvariantCulture);

    public override bool IsValid(object? value) =>
        value is null || (Convert.ToDecimal(value, CultureInfo.InvariantCulture) is var number && number >= Min && number <= Max);
}

/// <summary>Money and percent: at most two decimals, within the limits given.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AmountAttribute(string min, string max) : ValidationAttribute
{
    public decimal Min { get; } = decimal.Parse(min, CultureInfo.InvariantCulture);

    public decimal Max { get; } = decimal.Parse(max, CultureInfo.InvariantCulture);

    public override bool IsValid(object? value) =>
        value is not decimal amount || (amount >= Min && amount <= Max && decimal.Round(amount, 2) == amount);
}

/// <summary>One of these values, as names only.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class OneOfAttribute(params string[] values) : ValidationAttribute
{
    public IReadOnlyList<string> Values { get; } = values;

    public override bool IsValid(object? value) => value switch
    {
        null => true,
        string text => Values.Contains(text, StringComparer.Ordinal),
        _ => false,
    };
}

/// <summary>A colour as <c>#rrggbb</c>, in either case.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class HexColourAttribute : ValidationAttribute
{
    public const string Pattern = "^#[0-9a-fA-F]{6}$";

    public override bool IsValid(object? value) =>
        value is not string text || (text is ['#', .. var digits] && digits.Length == 6 && digits.All(char.IsAsciiHexDigit));
}

/// <summary>An email address of at most 254 characters; its domain is kept in lower case.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class MailAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not string text || EmailAddress.IsValid(text);
}

/// <summary>A password, token or code: taken exactly as sent, never trimmed or normalised, never logged.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SecretAttribute : Attribute;

/// <summary>A name, title, label or file name: direction overrides and invisible characters are removed as well.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class LabelAttribute : Attribute;

/// <summary>Other spellings under which the same field is taken.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AliasAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>An object of a request that takes its own fields only: another one is a fault, not passed over.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ClosedAttribute : Attribute
{
    /// <summary>What is said of another field, where the contract has words for it.</summary>
    public string? Refusal { get; init; }
}

/// <summary>The value in the path of the operation, not in query or body.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FromPathAttribute : Attribute;
