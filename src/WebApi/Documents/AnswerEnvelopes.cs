using NJsonSchema;
using NSwag;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>The answers as they stand in their envelope, for success and for errors.</summary>
internal sealed class AnswerEnvelopes(NamedSchemas named, RecordSchemas records)
{
    public OpenApiResponse Error(string meaning) => Answer(meaning, named.Refer("error", ["ErrorEnvelope"], FillError));

    /// <summary>What one of these operations answers.</summary>
    public OpenApiResponse Of(IReadOnlyList<Operation> operations)
    {
        List<Operation> enveloped = [.. operations.Where(operation => operation.MediaTypes.Count == 0)];
        var answer = enveloped.Count > 0 ? Enveloped(enveloped) : new OpenApiResponse { Description = "Done" };
        if (operations.Any(operation => operation.Csv is not null))
        {
            answer.Content[CsvExport.MediaType] = new OpenApiMediaType { Schema = new JsonSchema { Type = JsonObjectType.String } };
        }

        foreach (var mediaType in operations.SelectMany(operation => operation.MediaTypes))
        {
            answer.Content[mediaType] = new OpenApiMediaType { Schema = new JsonSchema { Type = JsonObjectType.String, Format = ValueSchema.Binary } };
        }

        return answer;
    }

    private OpenApiResponse Enveloped(IReadOnlyList<Operation> operations)
    {
        var schemas = operations.Select(operation => Envelope(operation.AnswerType)).DistinctBy(schema => schema.ActualSchema).ToList();
        if (schemas is [var only])
        {
            return Answer("Done", only);
        }

        // Not oneOf: an answer names no action, and may look like that of another.
        var either = new JsonSchema();
        foreach (var schema in schemas)
        {
            either.AnyOf.Add(schema);
        }

        return Answer("Done", either);
    }

    private JsonSchema Envelope(Type answer)
    {
        var shape = AnswerShape.Of(answer);
        var names = shape is { IsList: true, HasExtras: false } ? NamedSchemas.NamesOf(shape.Item!, "ListEnvelope") : NamedSchemas.NamesOf(shape.Data, "Envelope");
        return named.Refer((shape.Data, "envelope"), names, schema => Fill(schema, shape));
    }

    private void Fill(JsonSchema schema, AnswerShape shape)
    {
        Add(schema, "success", typeof(bool));
        if (shape.IsList)
        {
            var data = Add(schema, "data", typeof(IReadOnlyList<>).MakeGenericType(shape.Item!));
            data.Description = shape.Data.IsAssignableTo(typeof(IPageOrOne)) ? "The record itself, where one was asked for by its id." : data.Description;
            Add(schema, "count", typeof(int)).Description = "How many records this page holds.";
            Add(schema, "total", typeof(long), isRequired: false).Description = "How many records match; only where it was asked for.";
            records.FillAnswered(schema, shape.Data, _ => true);
        }
        else if (shape.IsNothing)
        {
            AddNull(schema, "data");
        }
        else
        {
            Add(schema, "data", shape.Data);
            if (shape.IsCounted)
            {
                Add(schema, "count", typeof(int)).Description = "Always 1.";
            }

            if (shape.IsRecord)
            {
                records.FillAnswered(schema, shape.Data, property => property?.IsDefined(typeof(AlsoAtTopAttribute), inherit: true) == true);
            }
        }

        Add(schema, "message", typeof(string));
    }

    private void FillError(JsonSchema schema)
    {
        Add(schema, "success", typeof(bool)).Description = "Always false.";
        Add(schema, "error", typeof(string)).Description = "For people.";
        Add(schema, "code", typeof(string)).Description = "For programs.";
        Add(schema, "field", typeof(string), isRequired: false).Description = "The first field that cannot be taken.";
        Add(schema, "errors", typeof(IReadOnlyList<FieldFault>), isRequired: false).Description = "Every field that cannot be taken, where there are several.";
        Add(schema, "correlation_id", typeof(string)).Description = "What to quote to support.";
    }

    private JsonSchemaProperty Add(JsonSchema schema, string name, Type type, bool isRequired = true)
    {
        var property = new JsonSchemaProperty();
        ValueSchema.Describe(property, type, records.Answered);
        if (Nullable.GetUnderlyingType(type) is not null)
        {
            ValueSchema.AllowNull(property);
        }

        schema.Properties.Add(name, property);
        if (isRequired)
        {
            schema.RequiredProperties.Add(name);
        }

        return property;
    }

    private static void AddNull(JsonSchema schema, string name)
    {
        var property = new JsonSchemaProperty { Type = JsonObjectType.Object, IsNullableRaw = true, Description = "Always null." };
        property.Enumeration.Add(null);
        schema.Properties.Add(name, property);
        schema.RequiredProperties.Add(name);
    }

    private static OpenApiResponse Answer(string description, JsonSchema schema) => new()
    {
        Description = description,
        Content = { ["application/json"] = new OpenApiMediaType { Schema = schema } },
    };
}
