using System.Reflection;
using Namotion.Reflection;
using NJsonSchema;
using PropOps.Application.Input;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>One field of a request: its type, the limits of its annotations, and what else a client should know of it.</summary>
internal static class FieldSchema
{
    /// <summary>A field of a body.</summary>
    public static void Describe(JsonSchema schema, RequestField field, Func<Type, JsonSchema> record)
    {
        ValueSchema.Describe(schema, field.ValueType, record);
        Limit(schema, field.Property);
        if (field.IsNullable && field.Upload is null)
        {
            ValueSchema.AllowNull(schema);
        }

        // Beside a reference nothing else may stand.
        schema.Description = schema.HasReference ? null : InWords(field);
    }

    /// <summary>A value of a path or query, where null cannot be written.</summary>
    public static JsonSchema OfText(RequestField field)
    {
        var schema = new JsonSchema();
        ValueSchema.Describe(schema, field.ValueType, _ => new JsonSchema { Reference = new JsonSchema() });
        if (schema.HasReference)
        {
            throw new InvalidOperationException($"{field.Property.DeclaringType?.Name}.{field.Property.Name}: a record cannot be written in a path or query.");
        }

        Limit(schema, field.Property);
        return schema;
    }

    public static string? InWords(RequestField field)
    {
        List<string> words = [field.Property.GetXmlDocsSummary()];
        if (field.Spellings.Count > 1)
        {
            words.Add($"Also taken as {string.Join(", ", field.Spellings.Skip(1).Select(name => $"`{name}`"))}.");
        }

        if (field.Property.IsDefined(typeof(AmountAttribute)))
        {
            words.Add("At most two decimals.");
        }

        return string.Join(' ', words.Where(word => word.Length > 0)) is { Length: > 0 } text ? text : null;
    }

    private static void Limit(JsonSchema schema, PropertyInfo property)
    {
        foreach (var rule in property.GetCustomAttributes(inherit: true))
        {
            switch (rule)
            {
                case TextAttribute text when schema.Type == JsonObjectType.String:
                    schema.MinLength = text.Min > 0 ? text.Min : null;
                    schema.MaxLength = text.Max;
                    break;
                case ItemsAttribute items:
                    (schema.MinItems, schema.MaxItems) = (items.Min, items.Max);
                    break;
                case LimitsAttribute limits:
                    (schema.Minimum, schema.Maximum) = (limits.Min, limits.Max);
                    break;
                case AmountAttribute amount:
                    (schema.Minimum, schema.Maximum) = (amount.Min, amount.Max);
                    break;
                case OneOfAttribute oneOf:
                    Choose(schema.Item ?? schema, oneOf.Values);
                    break;
                case HexColourAttribute:
                    schema.Pattern = HexColourAttribute.Pattern;
                    break;
                case MailAddressAttribute:
                    schema.Format = JsonFormatStrings.Email;
                    schema.MaxLength ??= EmailAddress.MaxLength;
                    break;
                case SecretAttribute when schema.Type == JsonObjectType.String:
                    schema.Format = "password";
                    break;
            }
        }
    }

    private static void Choose(JsonSchema schema, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            schema.Enumeration.Add(value);
        }
    }
}
