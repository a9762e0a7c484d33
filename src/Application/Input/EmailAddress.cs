using System.Net.Mail;
using System.Text.RegularExpressions;

namespace PropOps.Application.Input;

/// <summary>Mail addresses as the product takes and compares them.</summary>
public static partial class EmailAddress
{
    public const int MaxLength = 254;

    public static bool IsValid(string text) =>
        text.Length <= MaxLength
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal);

    /// <summary>As it is stored: the domain in lower case.</summary>
    public static string Normalise(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address : string.Concat(address.AsSpan(0, at), address[at..].ToLowerInvariant());
    }

    /// <summary>Enough for its owner to know it by: <c>ja***@example.com</c>.</summary>
    public static string Mask(string address)
    {
        var at = address.LastIndexOf('@');
        return string.Concat(address.AsSpan(0, Math.Min(2, Math.Max(0, at / 2))), "***", at < 0 ? "" : address.AsSpan(at));
    }

    /// <summary>A text in which no address can be read any more: <c>a***@example.com</c>.</summary>
    public static string MaskAll(string text) => LocalPart().Replace(text, "***@");

    // All but its first character.
    [GeneratedRegex(@"(?<=[^\s<>@""'(,;:])[^\s<>@""'(,;:]*@", RegexOptions.CultureInvariant)]
    private static partial Regex LocalPart();
}
