using NJsonSchema;
using NSwag;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>The operation table as OpenAPI documents.</summary>
internal static class ApiDescription
{
    private const string Records = "Unknown fields are ignored. A record is named by its published integer or by its UUID.";

    /// <summary>One entry per path and verb, doors too, save those that are for browsers: valid for any generator.</summary>
    public static OpenApiDocument Of(OperationTable table) => Describe(
        from path in table.Paths where path.LandsAt is null select (RouteText.Of(path.Path).Path, path),
        $"Operations that share a path and verb are told apart by `action`. {Records}");

    /// <summary>
    /// One entry per operation, without doors. What OpenAPI has no place for, the action, stands behind the path as
    /// <c>#action</c>: whoever sends the request turns it into the field or parameter <c>action</c>.
    /// </summary>
    public static OpenApiDocument OfOperations(OperationTable table) => Describe(
        from operation in table.Operations
        select (RouteText.Of(operation.Path).Path + (operation.Action is { } action ? $"#{action}" : ""), PathOperations.Alone(operation)),
        $"One entry per operation. What stands behind `#` in a path is sent as `action`, of GET and DELETE in the query, else in the body. {Records}");

    private static OpenApiDocument Describe(IEnumerable<(string Text, PathOperations Path)> paths, string introduction)
    {
        var document = new OpenApiDocument
        {
            SchemaType = SchemaType.OpenApi3,
            OpenApi = "3.0.3",
            Info = new OpenApiInfo { Title = "PropOps API", Version = "v1", Description = introduction },
        };
        document.Servers.Add(new OpenApiServer { Url = "/", Description = "This installation" });
        AccessRules.AddSchemes(document.Components.SecuritySchemes);

        var named = new NamedSchemas(document.Components.Schemas);
        var records = new RecordSchemas(named);
        var entries = new PathEntries(new RequestBodies(named, records), new AnswerEnvelopes(named, records));
        foreach (var (text, path) in paths)
        {
            if (!document.Paths.TryGetValue(text, out var item))
            {
                document.Paths.Add(text, item = []);
            }

            item.Add(path.Method.ToLowerInvariant(), entries.Describe(path));
        }

        Examples.AddTo(document);
        foreach (var tag in document.Operations.SelectMany(entry => entry.Operation.Tags).Distinct().Order(StringComparer.Ordinal))
        {
            document.Tags.Add(new OpenApiTag { Name = tag });
        }

        return document;
    }
}
