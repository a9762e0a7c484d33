using System.Net.Mail;

namespace PropOps.Application.Input;

/// <summary>Mail addresses as the product takes and compares them.</summary>
public static class EmailAddress
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
}
