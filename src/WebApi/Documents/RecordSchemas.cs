using System.Reflection;
using Namotion.Reflection;
using NJsonSchema;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>The records of requests and answers. One type may be both and is described twice: what must be sent is not what is always answered.</summary>
internal sealed class RecordSchemas(NamedSchemas named)
{
    /// <summary>A record inside a request.</summary>
    public JsonSchema Sent(Type type) => named.Refer((type, "sent"), NamedSchemas.NamesOf(type, "Input"), schema =>
    {
        schema.Description = Summary(type);
        FillSent(schema, type);
    });

    /// <summary>A record of an answer.</summary>
    public JsonSchema Answered(Type type) => named.Refer((type, "answered"), NamedSchemas.NamesOf(type), schema =>
    {
        schema.Description = Summary(type);
        FillAnswered(schema, type, _ => true);
    });

    /// <summary>Adds the fields of a request record that do not stand in the path.</summary>
    /// <param name="withFiles">false: leave out what JSON cannot hold.</param>
    public void FillSent(JsonSchema schema, Type type, bool withFiles = false)
    {
        foreach (var field in RequestShape.Of(type).Fields.Where(field => !field.IsFromPath && (withFiles || field.Upload is null)))
        {
            var property = new JsonSchemaProperty();
            FieldSchema.Describe(property, field, Sent);
            schema.Properties.Add(field.Name, property);
            if (field.IsRequired)
            {
                schema.RequiredProperties.Add(field.Name);
            }
        }
    }

    /// <summary>Adds the fields of an answer record that pass <paramref name="where"/>.</summary>
    public void FillAnswered(JsonSchema schema, Type type, Func<ICustomAttributeProvider?, bool> where)
    {
        foreach (var field in WireJson.Out.GetTypeInfo(type).Properties.Where(field => field.Get is not null && where(field.AttributeProvider)))
        {
            var property = new JsonSchemaProperty();
            ValueSchema.Describe(property, field.PropertyType, Answered);
            if (field.IsGetNullable)
            {
                ValueSchema.AllowNull(property);
            }

            if (!property.HasReference && field.AttributeProvider is MemberInfo member)
            {
                property.Description = member.GetXmlDocsSummary() is { Length: > 0 } summary ? summary : null;
            }

            schema.Properties.Add(field.Name, property);
            if (field.ShouldSerialize is null)
            {
                schema.RequiredProperties.Add(field.Name);
            }
        }
    }

    private static string? Summary(Type type) => type.GetXmlDocsSummary() is { Length: > 0 } summary ? summary : null;
}
