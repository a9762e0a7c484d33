using System.Globalization;
using System.Net;
using PropOps.Domain.Identity;

namespace PropOps.Application.Avatars;

/// <summary>What stands for somebody without a picture: the letters of their name, in a colour that stays theirs.</summary>
internal static class Initials
{
    public const string MediaType = "image/svg+xml";

    public static string Draw(User account, int size)
    {
        var letters = WebUtility.HtmlEncode((First(account.FirstName) + First(account.LastName)).ToUpperInvariant());
        var hue = BitConverter.ToUInt16(account.Uuid.ToByteArray(), 14) % 360;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 100 100"><rect width="100" height="100" fill="hsl({hue}, 45%, 40%)"/><text x="50" y="50" dy="0.36em" text-anchor="middle" font-family="sans-serif" font-size="42" fill="#fff">{letters}</text></svg>""");
    }

    /// <summary>What a reader takes for one letter, accents and joined signs included.</summary>
    private static string First(string name) => name.Length == 0 ? "" : StringInfo.GetNextTextElement(name);
}
