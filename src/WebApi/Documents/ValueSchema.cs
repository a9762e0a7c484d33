using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NJsonSchema;
using PropOps.Application.Input;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>How a value of a type stands on the wire.</summary>
internal static class ValueSchema
{
    public const string Binary = "binary";
    private const string Uuid = "uuid";

    private static readonly Dictionary<Type, (JsonObjectType Type, string? Format)> Plain = new()
    {
        [typeof(string)] = (JsonObjectType.String, null),
        [typeof(bool)] = (JsonObjectType.Boolean, null),
        [typeof(short)] = (JsonObjectType.Integer, null),
        [typeof(int)] = (JsonObjectType.Integer, JsonFormatStrings.Integer),
        [typeof(long)] = (JsonObjectType.Integer, JsonFormatStrings.Long),
        [typeof(decimal)] = (JsonObjectType.Number, null),
        [typeof(double)] = (JsonObjectType.Number, JsonFormatStrings.Double),
        [typeof(Guid)] = (JsonObjectType.String, Uuid),
        [typeof(DateOnly)] = (JsonObjectType.String, JsonFormatStrings.Date),
        [typeof(DateTimeOffset)] = (JsonObjectType.String, JsonFormatStrings.DateTime),
        [typeof(Uri)] = (JsonObjectType.String, JsonFormatStrings.Uri),
        [typeof(byte[])] = (JsonObjectType.String, JsonFormatStrings.Byte),
        [typeof(Upload)] = (JsonObjectType.String, Binary),
    };

    /// <param name="record">the named schema of a record type.</param>
    public static void Describe(JsonSchema schema, Type type, Func<Type, JsonSchema> record)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Plain.TryGetValue(type, out var plain))
        {
            (schema.Type, schema.Format) = plain;
        }
        else if (type.IsEnum)
        {
            DescribeEnum(schema, type);
        }
        else if (type == typeof(Ref))
        {
            schema.OneOf.Add(new JsonSchema { Type = JsonObjectType.Integer, Format = JsonFormatStrings.Long, Minimum = 1 });
            schema.OneOf.Add(new JsonSchema { Type = JsonObjectType.String, Format = Uuid });
        }
        else if (type == typeof(TimeOnly))
        {
            schema.Type = JsonObjectType.String;
            schema.Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
        }
        else
        {
            DescribeComposite(schema, WireJson.Out.GetTypeInfo(type), record);
        }
    }

    /// <summary>Null is taken or answered as well.</summary>
    public static void AllowNull(JsonSchema schema)
    {
        if (schema.OneOf.Count > 0)
        {
            // Strictly read, null must fit one of the branches.
            schema.OneOf.First().IsNullableRaw = true;
            return;
        }

        if (schema.HasReference)
        {
            schema.OneOf.Add(new JsonSchema { Reference = schema.Reference });
            schema.Reference = null;
            schema.Type = JsonObjectType.Object;
        }

        if (schema.Type == JsonObjectType.None)
        {
            // Any JSON is null as well.
            return;
        }

        if (schema.Enumeration.Count > 0)
        {
            schema.Enumeration.Add(null);
        }

        schema.IsNullableRaw = true;
    }

    private static void DescribeEnum(JsonSchema schema, Type type)
    {
        schema.Type = JsonObjectType.String;
        foreach (var value in Enum.GetValues(type))
        {
            schema.Enumeration.Add(JsonSerializer.SerializeToElement(value, type, WireJson.Out).GetString());
        }
    }

    private static void DescribeComposite(JsonSchema schema, JsonTypeInfo type, Func<Type, JsonSchema> record)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                schema.Reference = record(type.Type).Reference;
                break;
            case JsonTypeInfoKind.Enumerable:
                schema.Type = JsonObjectType.Array;
                schema.Item = Item(type.ElementType!, record);
                break;
            case JsonTypeInfoKind.Dictionary:
                schema.Type = JsonObjectType.Object;
                schema.AdditionalPropertiesSchema = Item(type.ElementType!, record);
                break;
            default:
                // Any JSON.
                break;
        }
    }

    private static JsonSchema Item(Type type, Func<Type, JsonSchema> record)
    {
        var item = new JsonSchema();
        Describe(item, type, record);
        if (Nullable.GetUnderlyingType(type) is not null)
        {
            AllowNull(item);
        }

        return item;
    }
}
