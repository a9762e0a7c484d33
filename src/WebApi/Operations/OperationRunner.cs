using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;

namespace PropOps.WebApi.Operations;

/// <summary>One request from its route to its answer. Reads from top to bottom like the contract's table of precedence.</summary>
internal sealed class OperationRunner(PathOperations path)
{
    private const int MostNamedParameters = 10;

    public async Task Run(HttpContext http)
    {
        var services = http.RequestServices;
        var cancellationToken = http.RequestAborted;

        // 5: size, media type, JSON
        var input = await RequestBody.Read(http, cancellationToken);

        // 6: action
        var operation = path.Find(ActionOf(http, input))
            ?? throw new UnknownActionRefusal(path.Reachable.Select(candidate => candidate.Action).OfType<string>());
        NameIgnoredParameters(http, operation, input);

        // 9: account type, role, key
        services.GetRequiredService<Pipeline>().Authorise(operation.Access);

        // 11 to 13: fields, records, state
        services.GetRequiredService<ActivityDraft>().Action = operation.Id;
        var answer = await operation.Run(services, input, beforeCommit: null, cancellationToken);
        await Write(http, operation, answer.Body);
    }

    /// <summary>Of a GET or DELETE in the query, else in the body; the query is taken as well, both and different is a 400.</summary>
    private static string? ActionOf(HttpContext http, RequestInput input)
    {
        var inQuery = http.Request.Query.TryGetValue("action", out var values) ? values[^1] : null;
        var inBody = input.Text("action");
        return inQuery is { Length: > 0 } && inBody is { Length: > 0 } && !string.Equals(inQuery, inBody, StringComparison.OrdinalIgnoreCase)
            ? throw new InvalidRefusal("action")
            : inBody is { Length: > 0 } ? inBody : inQuery;
    }

    private static void NameIgnoredParameters(HttpContext http, Operation operation, RequestInput input)
    {
        List<string>? ignored = null;
        foreach (var name in http.Request.Query.Keys)
        {
            var known = name is "action" or "csrf_token" or "_" || name.StartsWith("utm_", StringComparison.Ordinal)
                || (input.Values is not null && RequestShape.Of(operation.RequestType).Fields.Any(field => field.Spellings.Contains(name)));
            if (!known && name.Length > 0 && name.All(character => character is > ' ' and < '\u007f' and not ','))
            {
                (ignored ??= []).Add(name);
            }
        }

        if (ignored is not null)
        {
            http.Response.Headers["X-Ignored-Parameters"] = string.Join(",", ignored.Take(MostNamedParameters));
        }
    }

    private static async Task Write(HttpContext http, Operation operation, ReadOnlyMemory<byte> body)
    {
        if (operation.HasETag)
        {
            var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 16))}\"";
            http.Response.Headers.ETag = etag;
            if (http.Request.Headers.IfNoneMatch.Any(value => value is "*" || value?.Split(',', StringSplitOptions.TrimEntries).Contains(etag) == true))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        http.Response.ContentType = Envelope.ContentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
