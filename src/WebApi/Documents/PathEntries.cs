using System.Text.Json;
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
            Summary = path.Reachable is [var only] ? Title(only.Operation) : string.Join(", ", path.Reachable.Select(entrance => entrance.Action ?? entrance.Operation.Id)),
            Description = path.Reachable is [var one] ? InWords(one) : string.Join("\n", path.Reachable.Select(Line)),
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
        foreach (var (status, meaning) in ErrorAnswers.Of(path))
        {
            entry.Responses.Add(status, answers.Error(meaning));
        }

        return entry;
    }

    /// <summary>The first operation's id; where that operation stands under its own path already, the door adds its verb.</summary>
    private string FreeId(PathOperations path)
    {
        var id = path.Reachable[0].Operation.Id;
        var door = $"{id}.{path.Method.ToLowerInvariant()}";
        return Enumerable.Range(2, 100).Select(number => $"{door}.{number}").Prepend(door).Prepend(id).First(_ids.Add);
    }

    private static string Line(Entrance entrance) => $"- {InWords(entrance)} {entrance.Operation.RequestType.GetXmlDocsSummary()}".TrimEnd();

    private static string InWords(Entrance entrance)
    {
        var operation = entrance.Operation;
        var standard = entrance is { Action: not null, IsDefault: true } ? " (where no action is sent)" : "";
        return $"`{operation.Id}`{standard}: {AccessRules.InWords(operation.Access)}; {LimitInWords(operation.RateClass)}.";
    }

    /// <summary>What its request says of itself; else <c>bulk_update</c> of <c>jobs.manage.bulk_update</c> as words.</summary>
    private static string Title(Operation operation)
    {
        if (operation.RequestType.GetXmlDocsSummary() is { Length: > 0 } summary)
        {
            return summary;
        }

        var words = operation.Id.Split('.')[^1].Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string LimitInWords(RateClass rateClass) =>
        rateClass == RateClass.None ? "not limited" : $"limited as `{JsonNamingPolicy.SnakeCaseLower.ConvertName(rateClass.ToString())}`";
}
