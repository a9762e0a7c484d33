using Namotion.Reflection;
using NSwag;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>Describes all operations of a path and verb as the one entry that OpenAPI has for them.</summary>
internal sealed class PathEntries(RequestBodies bodies, AnswerEnvelopes answers)
{
    private readonly HashSet<string> _ids = [];

    public OpenApiOperation Describe(PathOperations path)
    {
        var route = RouteText.Of(path.Path);
        var entry = new OpenApiOperation
        {
            OperationId = FreeId(path),
            Tags = [route.Group],
            Summary = string.Join(", ", path.Reachable.Select(entrance => entrance.Action ?? entrance.Operation.Id)),
            Description = string.Join("\n", path.Reachable.Select(InWords)),
            Security = AccessRules.Of(path),
        };
        foreach (var parameter in Parameters.Of(path, route))
        {
            entry.Parameters.Add(parameter);
        }

        if (path.Method is not ("GET" or "DELETE") && bodies.Of(path) is { } body)
        {
            entry.RequestBody = body;
        }

        entry.Responses.Add("200", answers.Of([.. path.Reachable.Select(entrance => entrance.Operation)]));
        entry.Responses.Add("default", answers.Error);
        return entry;
    }

    /// <summary>The first operation's id; where that operation stands under its own path already, the door adds its verb.</summary>
    private string FreeId(PathOperations path)
    {
        var id = path.Reachable[0].Operation.Id;
        var door = $"{id}.{path.Method.ToLowerInvariant()}";
        return Enumerable.Range(2, 100).Select(number => $"{door}.{number}").Prepend(door).Prepend(id).First(_ids.Add);
    }

    private static string InWords(Entrance entrance)
    {
        var operation = entrance.Operation;
        var line = $"- `{operation.Id}`";
        if (entrance is { Action: not null, IsDefault: true })
        {
            line += " (where no action is sent)";
        }

        return $"{line}: {AccessRules.InWords(operation.Access)}. {operation.RequestType.GetXmlDocsSummary()}".TrimEnd();
    }
}
