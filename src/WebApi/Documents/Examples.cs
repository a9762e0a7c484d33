using System.Text.Json;
using NJsonSchema;
using NSwag;

namespace PropOps.WebApi.Documents;

/// <summary>
/// Gives every value of a document an example, so that a reader sees whole requests and answers. Those of the contract stand
/// in <c>examples.json</c>, under the field's name, or under <c>Record.field</c> where one name means several things.
/// </summary>
internal static class Examples
{
    private static readonly Dictionary<string, JsonElement> Known = Load();

    private static readonly Dictionary<string, string> OfFormat = new()
    {
        ["uuid"] = "018f6b1c-7a2e-7c3d-9b1f-2a6c0d4e8f10",
        [JsonFormatStrings.Date] = "2026-03-18",
        [JsonFormatStrings.DateTime] = "2026-03-15T11:59:00Z",
        [JsonFormatStrings.Email] = "jane@example.com",
        [ValueSchema.Binary] = "(the bytes of the file)",
        [JsonFormatStrings.Uri] = "https://propops.example.com/",
    };

    public static void AddTo(OpenApiDocument document)
    {
        foreach (var (record, schema) in document.Components.Schemas)
        {
            foreach (var (field, property) in schema.Properties)
            {
                property.Example = Of(property, record, field);
            }
        }

        foreach (var parameter in document.Operations.SelectMany(entry => entry.Operation.Parameters))
        {
            parameter.Schema.Example = Of(parameter.Schema, record: null, parameter.Name);
        }
    }

    /// <returns>null for a record, which is made of the examples of its fields, and for what nothing is known of.</returns>
    private static object? Of(JsonSchema schema, string? record, string name)
    {
        if (schema.Type == JsonObjectType.Array)
        {
            return Of(schema.Item!, record, name) is { } item ? new[] { item } : null;
        }

        if (schema.Enumeration.FirstOrDefault(value => value is not null) is { } choice)
        {
            return choice;
        }

        var known = Known.TryGetValue($"{record}.{name}", out var own) || Known.TryGetValue(name, out own) ? own : default;
        var isReference = schema.OneOf.Count > 0 && schema.OneOf.First().Type == JsonObjectType.Integer;
        return schema.Type switch
        {
            JsonObjectType.String when schema.Format is { } format && OfFormat.TryGetValue(format, out var text) => text,
            JsonObjectType.String => known.ValueKind == JsonValueKind.String ? known.GetString() : null,
            JsonObjectType.Boolean => known.ValueKind == JsonValueKind.True,
            JsonObjectType.Integer => known.ValueKind == JsonValueKind.Number && known.TryGetInt64(out var number) ? number : Math.Max(1L, (long)(schema.Minimum ?? 1)),
            JsonObjectType.Number => known.ValueKind == JsonValueKind.Number ? known.GetDecimal() : schema.Minimum ?? 1m,
            JsonObjectType.None when isReference => 42L,
            _ => null,
        };
    }

    private static Dictionary<string, JsonElement> Load()
    {
        using var file = typeof(Examples).Assembly.GetManifestResourceStream("examples.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(file)!;
    }
}
