using System.Drawing;
using System.Text.RegularExpressions;

namespace PropOps.Domain.Identity;

/// <summary>
/// What may stand in the style of a page for its background: a colour, or a linear or radial gradient of colours. Anything
/// else, an address above all, could make the page fetch or run what its owner did not choose.
/// </summary>
public static partial class CssBackground
{
    public static bool IsValid(string text) => IsColour(text) || (Gradient().Match(text) is { Success: true } gradient && IsGradient(gradient.Groups["parts"].Value));

    private static bool IsGradient(string parts)
    {
        var split = Comma().Split(parts).Select(part => part.Trim()).ToList();
        var colours = split.Count > 0 && Direction().IsMatch(split[0]) ? split.Skip(1).ToList() : split;
        return colours.Count >= 2 && colours.TrueForAll(IsStop);
    }

    private static bool IsStop(string part) => IsColour(Position().Replace(part, ""));

    private static bool IsColour(string text) => Hex().IsMatch(text) || Function().IsMatch(text) || IsNamed(text);

    private static bool IsNamed(string text) =>
        text.Equals("transparent", StringComparison.OrdinalIgnoreCase)
        || (Word().IsMatch(text) && Enum.TryParse<KnownColor>(text, ignoreCase: true, out var known) && !Color.FromKnownColor(known).IsSystemColor);

    [GeneratedRegex(@"^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hex();

    [GeneratedRegex(@"^(?:rgb|hsl)a?\(\s*-?[0-9.]+(?:deg|%)?(?:[\s,/]+-?[0-9.]+%?){2,3}\s*\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Function();

    [GeneratedRegex(@"^(?:repeating-)?(?:linear|radial)-gradient\((?<parts>.+)\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gradient();

    [GeneratedRegex(
        @"^(?:-?[0-9.]+(?:deg|turn|rad)|to (?:top|bottom|left|right)(?: (?:top|bottom|left|right))?|(?:circle|ellipse)?(?: ?at (?:center|top|bottom|left|right|[0-9.]+%)(?: (?:center|top|bottom|left|right|[0-9.]+%))?)?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Direction();

    /// <summary>Where a colour of a gradient stands.</summary>
    [GeneratedRegex(@"(?:\s+-?[0-9.]+(?:%|px)){1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Position();

    /// <summary>A comma outside brackets.</summary>
    [GeneratedRegex(@",(?![^(]*\))", RegexOptions.CultureInvariant)]
    private static partial Regex Comma();

    [GeneratedRegex("^[a-z]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
