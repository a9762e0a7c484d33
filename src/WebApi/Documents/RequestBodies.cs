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
        if (path.Reachable is [var only])
        {
            return TakesNothing(only) ? null : Body(Named(only), Named(only).ActualSchema.RequiredProperties.Count > 0);
        }

        return Body(path.Reachable.All(entrance => entrance.Action is not null) ? ByAction(path.Reachable) : Either(path.Reachable), isRequired: true);
    }

    private JsonSchema ByAction(IReadOnlyList<Entrance> entrances)
    {
        var choice = new JsonSchema { DiscriminatorObject = new OpenApiDiscriminator { PropertyName = "action" } };
        foreach (var entrance in entrances)
        {
            choice.OneOf.Add(Named(entrance));
            choice.DiscriminatorObject.Mapping.Add(entrance.Action!, Named(entrance));
        }

        return choice;
    }

    /// <summary>An operation without action shares the path with others: nothing tells its record apart for certain.</summary>
    private JsonSchema Either(IReadOnlyList<Entrance> entrances)
    {
        var either = new JsonSchema();
        foreach (var entrance in entrances)
        {
            either.AnyOf.Add(Named(entrance));
        }

        return either;
    }

    private static bool TakesNothing(Entrance entrance) =>
        entrance.Action is null && RequestShape.Of(entrance.Operation.RequestType).Fields.All(field => field.IsFromPath);

    private JsonSchema Named(Entrance entrance) => named.Refer((entrance.Operation, entrance.Action), [NameOf(entrance.Operation.Id), NameOf($"{entrance.Operation.Id}.{entrance.Action ?? "door"}")], schema =>
    {
        if (entrance.Action is { } action)
        {
            var property = new JsonSchemaProperty { Type = JsonObjectType.String };
            property.Enumeration.Add(action);
            schema.Properties.Add("action", property);
            schema.RequiredProperties.Add("action");
        }

        records.FillSent(schema, entrance.Operation.RequestType);
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
