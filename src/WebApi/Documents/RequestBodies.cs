using NJsonSchema;
using NSwag;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>The body of a path and verb: the record of its operation, or one of its operations' records, told apart by <c>action</c>.</summary>
internal sealed class RequestBodies(NamedSchemas named, RecordSchemas records)
{
    /// <returns>null where there is nothing to send.</returns>
    public OpenApiRequestBody? Of(PathOperations path)
    {
        var operations = path.Reachable.DistinctBy(operation => operation.Action).ToList();
        if (operations is [var only])
        {
            return TakesNothing(only) ? null : Body(Named(only), Named(only).ActualSchema.RequiredProperties.Count > 0);
        }

        return Body(operations.TrueForAll(operation => operation.Action is not null) ? ByAction(operations) : Either(operations), isRequired: true);
    }

    private JsonSchema ByAction(List<Operation> operations)
    {
        var choice = new JsonSchema { DiscriminatorObject = new OpenApiDiscriminator { PropertyName = "action" } };
        foreach (var operation in operations)
        {
            choice.OneOf.Add(Named(operation));
            choice.DiscriminatorObject.Mapping.Add(operation.Action!, Named(operation));
        }

        return choice;
    }

    /// <summary>An operation without action shares the path through a door: nothing tells its record apart for certain.</summary>
    private JsonSchema Either(List<Operation> operations)
    {
        var either = new JsonSchema();
        foreach (var operation in operations)
        {
            either.AnyOf.Add(Named(operation));
        }

        return either;
    }

    private static bool TakesNothing(Operation operation) =>
        operation.Action is null && RequestShape.Of(operation.RequestType).Fields.All(field => field.IsFromPath);

    private JsonSchema Named(Operation operation) => named.Refer(operation, [NameOf(operation.Id)], schema =>
    {
        if (operation.Action is { } action)
        {
            var property = new JsonSchemaProperty { Type = JsonObjectType.String };
            property.Enumeration.Add(action);
            schema.Properties.Add("action", property);
            schema.RequiredProperties.Add("action");
        }

        records.FillSent(schema, operation.RequestType);
    });

    /// <summary><c>jobs.manage.bulk_update</c> becomes <c>JobsManageBulkUpdateRequest</c>.</summary>
    private static string NameOf(string id) =>
        string.Concat(id.Split('.', '_', '-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Request";

    private static OpenApiRequestBody Body(JsonSchema schema, bool isRequired) => new()
    {
        IsRequired = isRequired,
        Content = { ["application/json"] = new OpenApiMediaType { Schema = schema } },
    };
}
