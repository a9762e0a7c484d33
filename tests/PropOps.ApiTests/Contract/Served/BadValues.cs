using System.Globalization;
using System.Text.Json.Nodes;
using PropOps.UnitTests.Contract;

namespace PropOps.ApiTests.Contract.Served;

/// <summary>Values that a field must refuse, as the contract describes it, and values that nobody sends in good faith.</summary>
internal static class BadValues
{
    private const int LongestInAddress = 2000;

    /// <summary>Of a wrong type, one beyond a limit, or outside the list: each is a 400 that names the field.</summary>
    public static IEnumerable<JsonNode?> RefusedBy(ContractField field, bool isInBody)
    {
        var isList = field.Type == "array";
        var type = isList ? field.Items! : field.Type;
        var items = Scalars(type, field, isList ? null : Number(field.Min), isList ? null : Number(field.Max), isInBody);
        if (!isList)
        {
            return isInBody ? items.Concat(WrongKinds(type)) : items.Where(item => item is not null);
        }

        // In an address a list is a text: what is in it is apart by commas.
        var lists = items.Select(item => (JsonNode?)new JsonArray(item?.DeepClone()));
        if (isInBody)
        {
            lists = lists.Append(new JsonObject { ["0"] = 1 });
        }

        return Number(field.Max) is { } max && type is "integer" or "ref" && max < (isInBody ? 1000 : 100)
            ? lists.Append(new JsonArray([.. Enumerable.Range(1, (int)max + 1).Select(item => (JsonNode)item)]))
            : lists;
    }

    /// <summary>Texts that end other texts, leave a folder, turn the direction of writing, or are far too long.</summary>
    public static IReadOnlyList<string> Hostile { get; } =
    [
        "\0", "a\0b", "\u202Egnp.exe", "\uFEFF\u200B", "'; DROP TABLE core_users; --", "\" OR \"\"=\"", "%' ESCAPE '", "../../../../etc/passwd", "..\\..\\windows\\win.ini",
        "x\r\nSet-Cookie: hostile=1", "<script>alert(1)</script>", "{{7*7}}${7*7}#{7*7}", "%s%n%x", "\u0000\u0001\u0008\u001F\u007F", "=cmd|' /C calc'!A0",
        "🏚🏚🏚🏚🏚🏚🏚🏚🏚🏚", "ﷺﷺﷺﷺ", "İıſK", "NaN", "-0", "1e400", "9223372036854775808", "0x1F", "null", "undefined", "[]", "{}", "true",
        "0001-01-01", "9999-12-31T23:59:59.9999999Z", "2026-02-30", "00000000-0000-0000-0000-000000000000", new string('a', 5000), new string('é', 300_000),
    ];

    public static bool FitsInAddress(string text) => text.Length < LongestInAddress;

    private static IEnumerable<JsonNode?> WrongKinds(string type)
    {
        if (type is not ("any" or "object"))
        {
            yield return new JsonArray();
        }

        if (type is "string" or "email" or "boolean" or "integer" or "number" or "money" or "percent" or "uuid" or "ref" or "date" or "instant" or "file")
        {
            yield return new JsonObject { ["a"] = 1 };
        }

        if (type is "string" or "email" or "uuid" or "date" or "instant")
        {
            yield return 5;
            yield return true;
        }
    }

    private static IEnumerable<JsonNode?> Scalars(string type, ContractField field, decimal? min, decimal? max, bool isInBody)
    {
        switch (type)
        {
            case "string":
                if (field.Enum.Count > 0)
                {
                    yield return "no_such_value";
                    yield return field.Enum[0] + "x";
                }

                if (max is { } longest && (isInBody || longest < LongestInAddress))
                {
                    yield return new string('x', (int)longest + 1);
                }

                if (min is > 1)
                {
                    yield return new string('x', (int)min - 1);
                }

                break;
            case "email":
                yield return "no-address";
                yield return "two@@example.com";
                yield return new string('a', 250) + "@example.com";
                break;
            case "integer" or "number" or "money" or "percent":
                yield return "twelve";
                yield return "1e400";
                if (type == "integer")
                {
                    yield return JsonValue.Create(1.5m);
                    yield return "99999999999999999999";
                }

                if (type is "money" or "percent" && !field.IsIgnored)
                {
                    yield return JsonValue.Create(1.001m);
                }

                if (max is { } most)
                {
                    yield return JsonValue.Create(most + 1);
                }

                if (min is { } least)
                {
                    yield return JsonValue.Create(least - 1);
                }

                break;
            case "boolean":
                yield return "perhaps";
                yield return 2;
                break;
            case "uuid" or "ref":
                yield return "not-a-uuid";
                yield return -1;
                yield return "01a21212-a36e-7468-a60d";
                break;
            case "date":
                yield return "2026-02-30";
                yield return "tomorrow";
                yield return "2026-03-15T10:00:00Z";
                break;
            case "instant":
                yield return "yesterday";
                yield return "2026-13-01T00:00:00Z";
                break;
            case "file":
                yield return "no file";
                break;
            case "any" or "object":
                break;
            default:
                yield return "a text";
                yield return 5;
                break;
        }
    }

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
