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
        if (path.Reachable is [var only] && TakesNothing(only))
        {
            return null;
        }

        var body = new OpenApiRequestBody();
        foreach (var (mediaType, withFiles) in new[] { ("application/json", false), ("multipart/form-data", true) })
        {
            List<Entrance> entrances = [.. path.Reachable.Where(entrance => IsSent(entrance, withFiles))];
            if (entrances.Count > 0)
            {
                body.Content[mediaType] = new OpenApiMediaType { Schema = Sent(entrances, withFiles) };
            }
        }

        body.IsRequired = path.Reachable.Count > 1 || Named(path.Reachable[0], body.Content.ContainsKey("multipart/form-data")).ActualSchema.RequiredProperties.Count > 0;
        return body;
    }

    /// <summary>What needs a file is no JSON; what takes none need not be sent in parts.</summary>
    private static bool IsSent(Entrance entrance, bool withFiles)
    {
        var files = RequestShape.Of(entrance.Operation.RequestType).Fields.Where(field => field.Upload is not null).ToList();
        return withFiles ? files.Count > 0 : !files.Exists(file => file.IsRequired);
    }

    private JsonSchema Sent(IReadOnlyList<Entrance> entrances, bool withFiles) => entrances is [var only]
        ? Named(only, withFiles)
        : entrances.All(entrance => entrance.Action is not null) ? ByAction(entrances, withFiles) : Either(entrances, withFiles);

    private JsonSchema ByAction(IReadOnlyList<Entrance> entrances, bool withFiles)
    {
        var choice = new JsonSchema { DiscriminatorObject = new OpenApiDiscriminator { PropertyName = "action" } };
        foreach (var entrance in entrances)
        {
            choice.OneOf.Add(Named(entrance, withFiles));
            choice.DiscriminatorObject.Mapping.Add(entrance.Action!, Named(entrance, withFiles));
        }

        return choice;
    }

    /// <summary>An operation without action shares the path with others: nothing tells its record apart for certain.</summary>
    private JsonSchema Either(IReadOnlyList<Entrance> entrances, bool withFiles)
    {
        var either = new JsonSchema();
        foreach (var entrance in entrances)
        {
            either.AnyOf.Add(Named(entrance, withFiles));
        }

        return either;
    }

    private static bool TakesNothing(Entrance entrance) =>
        entrance.Action is null && RequestShape.Of(entrance.Operation.RequestType).Fields.All(field => field.IsFromPath);

    private JsonSchema Named(Entrance entrance, bool withFiles) => named.Refer((entrance.Operation, entrance.Action, withFiles), NamesOf(entrance, withFiles ? "Parts" : "Request"), schema =>
    {
        if (entrance.Action is { } action)
        {
            var property = new JsonSchemaProperty { Type = JsonObjectType.String };
            property.Enumeration.Add(action);
            schema.Properties.Add("action", property);
            schema.RequiredProperties.Add("action");
        }

        records.FillSent(schema, entrance.Operation.RequestType, withFiles);
    });

    private static string[] NamesOf(Entrance entrance, string suffix) =>
        [NameOf(entrance.Operation.Id) + suffix, NameOf($"{entrance.Operation.Id}.{entrance.Action ?? "door"}") + suffix];

    /// <summary><c>jobs.manage.bulk_update</c> becomes <c>JobsManageBulkUpdate</c>.</summary>
    private static string NameOf(string id) => string.Concat(id.Split('.', '_', '-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
