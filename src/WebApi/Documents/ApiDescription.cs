using NJsonSchema;
using NSwag;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>The operation table as an OpenAPI document: one entry per path and verb, doors too, save those that are for browsers.</summary>
internal static class ApiDescription
{
    public static OpenApiDocument Of(OperationTable table)
    {
        var document = new OpenApiDocument
        {
            SchemaType = SchemaType.OpenApi3,
            OpenApi = "3.0.3",
            Info = new OpenApiInfo
            {
                Title = "PropOps API",
                Version = "v1",
                Description = "Operations that share a path and verb are told apart by `action`. Unknown fields are ignored. "
                    + "A record is named by its published integer or by its UUID.",
            },
        };
        document.Servers.Add(new OpenApiServer { Url = "/", Description = "This installation" });
        AccessRules.AddSchemes(document.Components.SecuritySchemes);

        var named = new NamedSchemas(document.Components.Schemas);
        var records = new RecordSchemas(named);
        var entries = new PathEntries(new RequestBodies(named, records), new AnswerEnvelopes(named, records));
        foreach (var path in table.Paths.Where(path => path.LandsAt is null))
        {
            var text = RouteText.Of(path.Path).Path;
            if (!document.Paths.TryGetValue(text, out var item))
            {
                document.Paths.Add(text, item = []);
            }

            item.Add(path.Method.ToLowerInvariant(), entries.Describe(path));
        }

        foreach (var tag in document.Operations.SelectMany(entry => entry.Operation.Tags).Distinct().Order(StringComparer.Ordinal))
        {
            document.Tags.Add(new OpenApiTag { Name = tag });
        }

        return document;
    }
}
