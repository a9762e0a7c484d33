using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PropOps.UnitTests.Contract;

namespace PropOps.ApiTests.Contract;

/// <summary>Where JSON departs from an object of the contract: fields that lack, are unknown, or hold what they may not.</summary>
internal sealed class ShapeFaults
{
    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    public void OfAnswer(ContractOperation operation, JsonElement answer)
    {
        string[] frame = ["success", "data", "message", "count", "total"];
        var data = answer.GetProperty("data");
        if (!answer.GetProperty("success").GetBoolean())
        {
            _found.Add("success is not true");
        }

        var message = answer.GetProperty("message").GetString()!;
        if (!operation.Messages.Any(pattern => Regex.IsMatch(message, $"^{Regex.Replace(Regex.Escape(pattern), @"\\\{[^}]*\}", ".+")}$")))
        {
            _found.Add($"message: '{message}' is none of the contract's");
        }

        var isList = operation.Kind == "page" && !(operation.OneBy is not null && data.ValueKind == JsonValueKind.Object);
        if (operation.Kind == "nothing" && data.ValueKind != JsonValueKind.Null)
        {
            _found.Add("data is not null");
        }

        var items = operation.Kind switch { "nothing" => [], _ when isList => data.EnumerateArray().ToArray(), _ => new[] { data } };
        foreach (var (item, index) in items.Select((item, index) => (item, index)))
        {
            OfObject(isList ? $"data[{index}]" : "data", item, operation.Group, operation.Answer!);
        }

        if (isList && answer.GetProperty("count").GetInt32() != items.Length)
        {
            _found.Add("count is not the number of records in data");
        }

        var extras = answer.EnumerateObject().Where(field => !frame.Contains(field.Name)).ToDictionary(field => field.Name, field => field.Value);
        foreach (var field in operation.Extras.Where(field => !frame.Contains(field.Name)))
        {
            OfField("", extras.Remove(field.Name, out var value) ? value : null, field, operation.Group);
        }

        _found.AddRange(extras.Keys.Select(name => $"{name} beside data is unknown to the contract"));
    }

    public void OfFields(string path, JsonElement value, IEnumerable<KeyValuePair<string, (string Type, bool Required)>> fields)
    {
        var rest = value.EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
        foreach (var (name, (type, required)) in fields)
        {
            if (rest.Remove(name, out var found))
            {
                OfType($"{path}{name}", found, type, items: null, [], group: null);
            }
            else if (required)
            {
                _found.Add($"{path}{name} is missing");
            }
        }

        _found.AddRange(rest.Keys.Select(name => $"{path}{name} is unknown to the contract"));
    }

    private void OfObject(string path, JsonElement value, ContractGroup group, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            _found.Add($"{path} is no {name} but {value.ValueKind}");
            return;
        }

        var rest = value.EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
        foreach (var field in group.FieldsOf(name))
        {
            OfField($"{path}.", rest.Remove(field.Name, out var found) ? found : null, field, group);
        }

        _found.AddRange(rest.Keys.Select(unknown => $"{path}.{unknown} is unknown to the contract"));
    }

    private void OfField(string path, JsonElement? value, ContractField field, ContractGroup group)
    {
        if (value is not { } found)
        {
            if (!field.IsOptional)
            {
                _found.Add($"{path}{field.Name} is missing");
            }
        }
        else if (found.ValueKind == JsonValueKind.Null)
        {
            if (!field.IsNullable && !field.IsOptional && field.Type != "any")
            {
                _found.Add($"{path}{field.Name} is null");
            }
        }
        else
        {
            OfType(path + field.Name, found, field.Type, field.Items, field.Enum, group);
        }
    }

    private void OfType(string path, JsonElement value, string type, string? items, IReadOnlyList<string> values, ContractGroup? group)
    {
        if (type == "array" && value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index)))
            {
                OfType($"{path}[{index}]", item, items!, items: null, values, group);
            }
        }
        else if (group?.HasObject(type) == true)
        {
            OfObject(path, value, group, type);
        }
        else if (!Fits(type, value))
        {
            _found.Add($"{path} is no {type}: {value.GetRawText()}");
        }
        else if (values.Count > 0 && !values.Contains(value.ToString()))
        {
            _found.Add($"{path} is none of [{string.Join(", ", values)}]: {value}");
        }
    }

    private static bool Fits(string type, JsonElement value) => type switch
    {
        "any" => true,
        "object" => value.ValueKind == JsonValueKind.Object,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "money" or "percent" => value.ValueKind == JsonValueKind.Number && value.GetDecimal().Scale <= 2,
        "string" or "email" => value.ValueKind == JsonValueKind.String,
        "uuid" => Text(value) is { } text && Guid.TryParse(text, out var uuid) && text == uuid.ToString(),
        "date" => Text(value) is { } day && DateOnly.TryParseExact(day, "yyyy-MM-dd", out _),
        "instant" => Text(value) is { } instant && instant.EndsWith('Z') && DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
