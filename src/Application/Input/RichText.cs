using System.Net;
using System.Text.RegularExpressions;
using Ganss.Xss;

namespace PropOps.Application.Input;

/// <summary>The little HTML that a description may hold; anything else is taken out when saved. Plain text stands as it is.</summary>
public static partial class RichText
{
    public static string Clean(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

        // Not thread-safe, and its defaults allow forms, styles and remote images.
        var sanitizer = new HtmlSanitizer { KeepChildNodes = true };
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedSchemes.Clear();
        foreach (var tag in new[] { "p", "br", "strong", "em", "u", "ul", "ol", "li", "a" })
        {
            sanitizer.AllowedTags.Add(tag);
        }

        sanitizer.AllowedAttributes.Add("href");
        foreach (var scheme in new[] { "http", "https", "mailto", "tel" })
        {
            sanitizer.AllowedSchemes.Add(scheme);
        }

        return sanitizer.Sanitize(text);
    }

    /// <summary>The text alone, of something that was <see cref="Clean"/>ed: what a search looks at.</summary>
    public static string WithoutMarkup(string text) =>
        text.Contains('<', StringComparison.Ordinal) ? WebUtility.HtmlDecode(Tag().Replace(text, " ")) : text;

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
