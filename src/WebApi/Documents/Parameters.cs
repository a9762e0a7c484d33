using NJsonSchema;
using NSwag;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>What an entry takes outside its body: values of the path, the query and the headers.</summary>
internal static class Parameters
{
    public static IEnumerable<OpenApiParameter> Of(PathOperations path, RouteText route)
    {
        var fields = path.Reachable.SelectMany(entrance => RequestShape.Of(entrance.Operation.RequestType).Fields.Select(field => (Entrance: entrance, Field: field))).ToList();
        foreach (var name in route.Parameters)
        {
            yield return InPath(name, [.. fields.Select(found => found.Field).Where(field => field.IsFromPath && string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))]);
        }

        if (path.Method is "GET" or "DELETE")
        {
            if (path.HasActions)
            {
                yield return Action(path);
            }

            foreach (var ofName in fields.Where(found => !found.Field.IsFromPath).GroupBy(found => found.Field.Name))
            {
                yield return InQuery(ofName.Key, [.. ofName], path.Reachable.Count);
            }
        }

        if (path.Reachable.Any(entrance => entrance.Operation.NeedsCsrf))
        {
            yield return Csrf();
        }

        if (path.Method == "POST" && path.Reachable.Any(entrance => entrance.Operation.Access is not AnyoneAttribute))
        {
            yield return IdempotencyKey();
        }
    }

    private static OpenApiParameter InPath(string name, IReadOnlyList<RequestField> fields) => new()
    {
        Name = name,
        Kind = OpenApiParameterKind.Path,
        IsRequired = true,
        Schema = fields.Count == 0 ? new JsonSchema { Type = JsonObjectType.String } : WidestSchema.Of([.. fields.Select(FieldSchema.OfText)]),
    };

    private static OpenApiParameter Action(PathOperations path)
    {
        var schema = new JsonSchema { Type = JsonObjectType.String };
        foreach (var action in path.Reachable.Select(entrance => entrance.Action).OfType<string>().Distinct())
        {
            schema.Enumeration.Add(action);
        }

        var standard = path.Reachable.FirstOrDefault(entrance => entrance.IsDefault);
        return new OpenApiParameter
        {
            Name = "action",
            Kind = OpenApiParameterKind.Query,
            IsRequired = standard is null,
            Description = standard?.Action is { } left ? $"Which operation; `{left}` where it is left out." : "Which operation.",
            Schema = schema,
        };
    }

    private static OpenApiParameter InQuery(string name, IReadOnlyList<(Entrance Entrance, RequestField Field)> fields, int operations)
    {
        IEnumerable<string> words = fields.Select(found => FieldSchema.InWords(found.Field)).OfType<string>().Distinct();
        if (fields.Count < operations)
        {
            words = words.Append($"Of {string.Join(", ", fields.Select(found => $"`{found.Entrance.Action ?? found.Entrance.Operation.Id}`"))}.");
        }

        return new OpenApiParameter
        {
            Name = name,
            Kind = OpenApiParameterKind.Query,
            IsRequired = fields.Count == operations && fields.All(found => found.Field.IsRequired),
            Description = string.Join(' ', words) is { Length: > 0 } text ? text : null,
            Schema = WidestSchema.Of([.. fields.Select(found => FieldSchema.OfText(found.Field))]),
        };
    }

    private static OpenApiParameter Csrf() => new()
    {
        Name = "X-CSRF-Token",
        Kind = OpenApiParameterKind.Header,
        Description = "A token of `GET /api/security/csrf-token`, good for one call. It may stand in the body as `csrf_token` instead.",
        Schema = new JsonSchema { Type = JsonObjectType.String },
    };

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = "Idempotency-Key",
        Kind = OpenApiParameterKind.Header,
        Description = "The same for every attempt at the same change: what has been carried out is then answered again, not done again.",
        Schema = new JsonSchema { Type = JsonObjectType.String, MinLength = 1, MaxLength = 255 },
    };
}
