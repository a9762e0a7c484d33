using System.Globalization;

namespace PropOps.Application.Roles;

/// <summary>A key in words, as a person who gives keys reads it.</summary>
internal sealed record KeyWords(string Family, string Group, string Label)
{
    private static readonly string[] Families = ["api", "page", "notifications", "documents"];

    public static KeyWords Of(string key)
    {
        var parts = key.Split('.');
        var family = Families.Contains(parts[0]) ? parts[0] : "feature";
        var rest = family is "api" or "page" ? parts[1..] : parts;
        var group = rest[0];

        // "manage" as an endpoint is the group itself: api.jobs.manage.list lists jobs.
        var what = rest.Length < 3 ? rest[..1] : rest[1] == "manage" ? [group] : rest[1..^1];
        return new(family, Sentence(group), rest.Length == 1 ? Sentence(group) : Sentence($"{rest[^1]} {string.Join(' ', what)}"));
    }

    private static string Sentence(string text)
    {
        var words = text.Replace('-', ' ').Replace('_', ' ');
        return string.Concat(char.ToUpper(words[0], CultureInfo.InvariantCulture).ToString(), words[1..]);
    }
}
