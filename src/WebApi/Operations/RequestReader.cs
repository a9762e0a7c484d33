using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PropOps.Application.Input;
using PropOps.Application.UseCases;

namespace PropOps.WebApi.Operations;

/// <summary>
/// Reads one record from wherever it came. Values of a query or form become JSON by the record's types, so body, query
/// and form are read by one reader, which collects every fault under the name that the client used.
/// </summary>
internal static class RequestReader<TRequest>
    where TRequest : notnull
{
    /// <exception cref="InvalidRequestException">with every fault of the request.</exception>
    public static TRequest Read(RequestInput input)
    {
        var reading = new RequestReading();
        var record = (TRequest)reading.Record(typeof(TRequest), input.Values is null ? input.Json : RequestValues.ToJson(typeof(TRequest), input.Values), input.Path, "", "");
        reading.Check(record);
        return record;
    }
}

/// <summary>One pass over one request.</summary>
internal sealed class RequestReading
{
    private readonly List<FieldFault> _faults = [];
    private readonly Dictionary<string, string> _spelledAs = [];

    /// <param name="path">where the record stands, in our names; <paramref name="spelled"/>: in the client's.</param>
    public object Record(Type type, JsonElement json, IReadOnlyDictionary<string, object?>? pathValues, string path, string spelled)
    {
        // The initialisers of the record are its defaults; `required` is checked here, with better words.
        var record = Activator.CreateInstance(type, nonPublic: true) ?? RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in RequestShape.Of(type).Fields)
        {
            if (field.IsFromPath)
            {
                var value = pathValues?.GetValueOrDefault(field.Name) as string ?? "";
                Set(record, field, JsonSerializer.SerializeToElement(value), path, spelled, field.Name);
            }
            else if (Find(json, field, spelled) is { } found)
            {
                Set(record, field, found.Value, path, spelled, found.Name);
            }
            else if (field.IsRequired)
            {
                _faults.Add(FieldFault.Of(spelled + field.Name));
            }
        }

        return record;
    }

    /// <summary>The annotations of what could be read, so that the answer names every fault at once.</summary>
    public void Check(object record)
    {
        var named = _faults.Select(fault => fault.Field).ToHashSet();
        _faults.AddRange(Shape.Check(record, path => _spelledAs.GetValueOrDefault(path, path)).Where(fault => named.Add(fault.Field)));
        if (_faults.Count > 0)
        {
            throw new InvalidRequestException(_faults);
        }
    }

    private (string Name, JsonElement Value)? Find(JsonElement json, RequestField field, string spelled)
    {
        (string Name, JsonElement Value)? found = null;
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var spelling in field.Spellings)
        {
            if (json.TryGetProperty(spelling, out var value))
            {
                if (found is { } first && !JsonElement.DeepEquals(first.Value, value))
                {
                    _faults.Add(FieldFault.Of(spelled + first.Name));
                }

                found ??= (spelling, value);
            }
        }

        return found;
    }

    private void Set(object record, RequestField field, JsonElement json, string path, string spelled, string name)
    {
        var ours = path + field.Name;
        var theirs = spelled + name;
        if (ours != theirs)
        {
            _spelledAs[ours] = theirs;
        }

        if (json.ValueKind == JsonValueKind.Null)
        {
            if (field.IsNullable)
            {
                field.Property.SetValue(record, field.IsPatch ? field.Read(json) : null);
            }
            else
            {
                _faults.Add(FieldFault.Of(theirs));
            }

            return;
        }

        var before = _faults.Count;
        var value = Value(field, json, ours, theirs);
        if (_faults.Count > before)
        {
            return;
        }

        var inner = value is IPatch patch ? patch.Value : value;
        if (inner is null && !field.IsNullable)
        {
            _faults.Add(FieldFault.Of(theirs));
            return;
        }

        field.Property.SetValue(record, value);
    }

    private object? Value(RequestField field, JsonElement json, string ours, string theirs)
    {
        if (field.ItemType is { } item && IsRecord(item) && json.ValueKind == JsonValueKind.Array)
        {
            var list = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
            foreach (var (element, index) in json.EnumerateArray().Select((element, index) => (element, index)))
            {
                if (element.ValueKind == JsonValueKind.Object)
                {
                    list.Add(Record(item, element, null, $"{ours}[{index}].", $"{theirs}[{index}]."));
                }
                else
                {
                    _faults.Add(FieldFault.Of($"{theirs}[{index}]"));
                }
            }

            return list;
        }

        if (!field.IsPatch && IsRecord(field.ValueType) && json.ValueKind == JsonValueKind.Object)
        {
            return Record(field.ValueType, json, null, ours + ".", theirs + ".");
        }

        try
        {
            return field.Read(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            _faults.Add(FieldFault.Of(theirs));
            return null;
        }
    }

    private static bool IsRecord(Type type) =>
        type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("PropOps.", StringComparison.Ordinal) == true;
}

/// <summary>Turns the texts of a query or form into the JSON that a body would have held.</summary>
internal static class RequestValues
{
    public static JsonElement ToJson(Type type, IReadOnlyDictionary<string, string?[]> values)
    {
        var json = new JsonObject();
        foreach (var field in RequestShape.Of(type).Fields.Where(field => !field.IsFromPath))
        {
            foreach (var spelling in field.Spellings)
            {
                if (values.TryGetValue(spelling, out var texts))
                {
                    json[spelling] = field.ItemType is { } item ? List(item, texts) : Scalar(field.ValueType, texts[^1], field.IsNullable);
                }
            }
        }

        return JsonSerializer.SerializeToElement(json);
    }

    private static JsonArray List(Type item, string?[] texts) =>
        [.. texts.SelectMany(text => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(text => Scalar(item, text, nullable: false))];

    private static JsonValue? Scalar(Type type, string? text, bool nullable)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (string.IsNullOrEmpty(text))
        {
            return nullable ? null : JsonValue.Create(text ?? "");
        }

        if (target == typeof(bool))
        {
            return text switch
            {
                "true" or "1" => JsonValue.Create(true),
                "false" or "0" => JsonValue.Create(false),
                _ => JsonValue.Create(text),
            };
        }

        if (target == typeof(int) || target == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? JsonValue.Create(integer) : JsonValue.Create(text);
        }

        if (target == typeof(decimal))
        {
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : JsonValue.Create(text);
        }

        return JsonValue.Create(text);
    }
}
