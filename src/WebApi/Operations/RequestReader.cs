using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;

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
        var reading = new RequestReading(typeof(TRequest), isFlat: input.Values is not null, input.Parts?.Files);
        var record = (TRequest)reading.Record(typeof(TRequest), input.Values is null ? input.Json : RequestValues.ToJson(typeof(TRequest), input.Values), input.Path, "", "");
        reading.Check(record);
        return record;
    }
}

/// <summary>One pass over one request.</summary>
/// <param name="isFlat">a query or form, where the items of a list have no names of their own.</param>
/// <param name="files">by the names of our fields; null where there are none.</param>
internal sealed class RequestReading(Type root, bool isFlat, IReadOnlyDictionary<string, Upload>? files)
{
    // More would help nobody, and a list of a hundred thousand wrong items could be made to answer as many lines.
    private const int MostFaults = 100;

    private readonly List<FieldFault> _faults = [];
    private readonly Dictionary<string, string> _ours = [];
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
            else if (field.Upload is not null && files?.GetValueOrDefault(field.Name) is { } file)
            {
                field.Property.SetValue(record, file);
            }
            else if (Find(json, field, path, spelled) is { } found)
            {
                Set(record, field, found.Value, path, spelled, found.Name);
            }
            else if (field.IsRequired)
            {
                Add(path + field.Name, spelled + field.Name);
            }
        }

        foreach (var name in RequestShape.Of(type).UnknownIn(json))
        {
            Add(path + name, spelled + name, RequestShape.Of(type).RefusalOfOthers);
        }

        return record;
    }

    /// <summary>The annotations of what could be read, so that the answer names every fault at once, in the record's order.</summary>
    public void Check(object record)
    {
        foreach (var fault in Shape.Check(record, Spelled, together: _faults.Count == 0).Take(MostFaults))
        {
            if (!_faults.Exists(known => known.Field == fault.Field))
            {
                _faults.Add(fault);
            }
        }

        if (_faults.Count > 0)
        {
            throw new InvalidRequestException(
                [.. _faults.Take(MostFaults).OrderBy(fault => FieldOrder.Of(root, _ours.GetValueOrDefault(fault.Field, fault.Field)), StringComparer.Ordinal)]);
        }

        foreach (var field in RequestShape.Of(root).Fields.Where(field => field.Upload is not null))
        {
            if (field.Property.GetValue(record) is Upload file && !field.Upload!.Takes(file))
            {
                throw new UnsupportedMediaTypeRefusal();
            }
        }
    }

    private string Spelled(string ours)
    {
        var theirs = _spelledAs.GetValueOrDefault(ours, ours);
        if (isFlat && theirs.IndexOf('[', StringComparison.Ordinal) is > 0 and var at)
        {
            ours = theirs = _spelledAs.GetValueOrDefault(ours[..at], ours[..at]);
        }

        _ours[theirs] = ours;
        return theirs;
    }

    private void Add(string ours, string theirs, string? error = null)
    {
        if (_faults.Count < MostFaults)
        {
            _ours[theirs] = ours;
            _faults.Add(error is null ? FieldFault.Of(theirs) : new FieldFault(theirs, error));
        }
    }

    private (string Name, JsonElement Value)? Find(JsonElement json, RequestField field, string path, string spelled)
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
                    Add(path + field.Name, spelled + first.Name);
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

        // An empty text means null where null is a value, of a date or reference too.
        if (json.ValueKind == JsonValueKind.Null || (field.IsNullable && json.ValueKind == JsonValueKind.String && json.ValueEquals(""u8)))
        {
            if (field.IsNullable)
            {
                field.Property.SetValue(record, field.Wrap(null));
            }
            else
            {
                Add(ours, theirs);
            }

            return;
        }

        if (field.Upload is not null)
        {
            // No text is a file.
            Add(ours, theirs);
            return;
        }

        var before = _faults.Count;
        var value = Value(field, json, ours, theirs);
        if (_faults.Count > before || _faults.Count == MostFaults)
        {
            return;
        }

        var inner = value is IPatch patch ? patch.Value : value;
        if (inner is null && !field.IsNullable)
        {
            Add(ours, theirs);
            return;
        }

        field.Property.SetValue(record, value);
    }

    private object? Value(RequestField field, JsonElement json, string ours, string theirs)
    {
        if (field.ItemType is { } item && json.ValueKind == JsonValueKind.Array && field.ValueType.IsAssignableFrom(typeof(List<>).MakeGenericType(item)))
        {
            return field.Wrap(Items(field, item, json, ours, theirs));
        }

        if (Shape.IsRecord(field.ValueType) && json.ValueKind == JsonValueKind.Object)
        {
            return field.Wrap(Record(field.ValueType, json, null, ours + ".", theirs + "."));
        }

        try
        {
            return field.Read(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            Add(ours, theirs);
            return null;
        }
    }

    private System.Collections.IList Items(RequestField field, Type item, JsonElement json, string ours, string theirs)
    {
        var list = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var (index, element) in json.EnumerateArray().Index())
        {
            if (Shape.IsRecord(item) && element.ValueKind == JsonValueKind.Object)
            {
                list.Add(Record(item, element, null, $"{ours}[{index}].", $"{theirs}[{index}]."));
            }
            else if (Shape.IsRecord(item) || ItemOf(field, element) is not { } value)
            {
                Add(isFlat ? ours : $"{ours}[{index}]", isFlat ? theirs : $"{theirs}[{index}]");
                if (isFlat)
                {
                    break;
                }
            }
            else
            {
                list.Add(value);
            }

            if (_faults.Count == MostFaults)
            {
                break;
            }
        }

        return list;
    }

    /// <returns>null where it cannot be read, or is nothing.</returns>
    private static object? ItemOf(RequestField field, JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Null ? null : field.ReadItem(element);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
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
