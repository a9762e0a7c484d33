using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PropOps.ApiTests.Files;
using PropOps.UnitTests.Contract;

namespace PropOps.ApiTests.Contract.Served;

/// <summary>
/// A request to an operation, made of its contract: every required field with a value that fits its type and limits. What the
/// contract cannot say of a value stands in <see cref="Samples"/>.
/// </summary>
internal sealed class Draft
{
    private const int LongestShown = 300;

    /// <summary>Stands for a picture that every operation takes.</summary>
    private const string SampleFile = "(a picture)";
    private readonly ContractOperation _operation;
    private readonly string _method;
    private readonly string _path;
    private readonly string? _action;

    private Draft(ContractOperation operation, string method, string path, string? action) =>
        (_operation, _method, _path, _action) = (operation, method, path, action);

    /// <summary>The operation's id.</summary>
    public string Operation => _operation.Id;

    /// <summary>What is sent, by the contract's names.</summary>
    public Dictionary<string, JsonNode?> Fields { get; } = [];

    public bool IsInBody => _method is not ("GET" or "DELETE");

    /// <summary>It holds a file, and so is sent in parts, where every other value is a text.</summary>
    public bool IsInParts => IsInBody && _operation.Input.Any(input => input.Type == "file" && IsFile(Fields.GetValueOrDefault(input.Name)));

    /// <summary>Only the action, as somebody sends it who tries the door.</summary>
    public static Draft Empty(ContractOperation operation) => new(operation, operation.Method, operation.Path, operation.Action);

    /// <summary>The same, at each further door.</summary>
    public static IEnumerable<Draft> EmptyAtDoors(ContractOperation operation) =>
        from door in operation.Doors
        let parts = Regex.Match(door, @"^(\w+) (\S+)(?: action=(\S+))?$")
        where parts.Groups[2].Value.StartsWith("/api/", StringComparison.Ordinal)
        select new Draft(operation, parts.Groups[1].Value, parts.Groups[2].Value, parts.Groups[3] is { Success: true } action ? action.Value : null);

    public static Draft Valid(ContractOperation operation)
    {
        var draft = Empty(operation);
        foreach (var field in operation.Input.Where(field => field.IsRequired && !field.Waits))
        {
            draft.Fields[field.Name] = Sample(field, operation.Group);
        }

        foreach (var (name, value) in Samples.ValuesOf(operation.Id))
        {
            draft.Fields[name] = value?.DeepClone();
        }

        return draft;
    }

    public Draft With(string field, JsonNode? value)
    {
        var other = new Draft(_operation, _method, _path, _action);
        foreach (var (name, own) in Fields)
        {
            other.Fields[name] = own?.DeepClone();
        }

        other.Fields[field] = value;
        return other;
    }

    public HttpRequestMessage ToMessage()
    {
        var path = Regex.Replace(_path, @"\{(\w+)[^}]*\}", parameter => Uri.EscapeDataString(Text(Fields.GetValueOrDefault(parameter.Groups[1].Value)) ?? $"{Guid.CreateVersion7()}"));
        if (IsInParts)
        {
            return new HttpRequestMessage(new HttpMethod(_method), path) { Content = InParts() };
        }

        if (IsInBody)
        {
            var body = new JsonObject(Fields.Where(field => !IsInPath(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
            if (_action is not null)
            {
                body["action"] = _action;
            }

            return new HttpRequestMessage(new HttpMethod(_method), path) { Content = JsonContent.Create(body) };
        }

        var query = Fields.Where(field => !IsInPath(field.Key)).Select(field => $"{field.Key}={Uri.EscapeDataString(Text(field.Value) ?? "")}");
        return new HttpRequestMessage(new HttpMethod(_method), $"{path}?{string.Join('&', _action is null ? query : query.Prepend($"action={_action}"))}");
    }

    public override string ToString()
    {
        var json = new JsonObject(Fields.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();
        return $"{_operation.Id} ({_method} {_path} {_action}) {(json.Length > LongestShown ? json[..LongestShown] + "…" : json)}";
    }

    /// <summary>The texts stand before the files.</summary>
    private MultipartFormDataContent InParts()
    {
        var parts = new MultipartFormDataContent();
        if (_action is not null)
        {
            parts.Add(new StringContent(_action), "action");
        }

        var files = _operation.Input.Where(field => field.Type == "file").Select(field => field.Name).ToHashSet();
        foreach (var (name, value) in Fields.Where(field => !IsInPath(field.Key)).OrderBy(field => files.Contains(field.Key)))
        {
            if (IsFile(value))
            {
                parts.Add(new ByteArrayContent(Pictures.Png(64, 64)), name, "sample.png");
            }
            else
            {
                parts.Add(new StringContent(Text(value) ?? ""), name);
            }
        }

        return parts;
    }

    private static bool IsFile(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var plain) && plain == SampleFile;

    private bool IsInPath(string name) => _operation.Input.Any(field => field.Name == name && field.In == "path");

    private static string? Text(JsonNode? value) => value switch
    {
        null => null,
        JsonArray items => string.Join(',', items.Select(Text)),
        JsonValue text when text.TryGetValue<string>(out var plain) => plain,
        _ => value.ToJsonString(),
    };

    /// <summary>A value that fits.</summary>
    private static JsonNode? Sample(ContractField field, ContractGroup owner) => field.Type switch
    {
        "array" => new JsonArray([.. Enumerable.Range(0, Math.Max(1, Number(field.Min) ?? 1)).Select(_ => Scalar(field.Items!, field, owner, ofItem: true))]),
        _ => Scalar(field.Type, field, owner, ofItem: false),
    };

    private static JsonNode? Scalar(string type, ContractField field, ContractGroup owner, bool ofItem) => type switch
    {
        "string" when field.Enum.Count > 0 => field.Enum[0],
        "string" => new string('x', Math.Max(1, ofItem ? 1 : Number(field.Min) ?? 1)),
        "email" => "somebody@example.com",
        "integer" when field.Enum.Count > 0 => int.Parse(field.Enum[0], CultureInfo.InvariantCulture),
        "integer" or "number" or "money" or "percent" => Math.Max(1, ofItem ? 1 : Number(field.Min) ?? 1),
        "boolean" => true,
        "file" => SampleFile,
        "uuid" or "ref" => $"{Guid.CreateVersion7()}",
        "date" => DateTime.UtcNow.AddDays(14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "instant" => DateTime.UtcNow.AddDays(14).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        _ when owner.HasObject(type) => new JsonObject(
            from inner in owner.FieldsOf(type)
            where !inner.IsNullable && !inner.IsOptional && inner.Default is null
            select KeyValuePair.Create(inner.Name, Sample(inner, owner))),
        _ => new JsonObject(),
    };

    private static int? Number(string? text) => text is null ? null : (int)decimal.Parse(text, CultureInfo.InvariantCulture);
}
