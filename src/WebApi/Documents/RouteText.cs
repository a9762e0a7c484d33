using Microsoft.AspNetCore.Routing.Patterns;

namespace PropOps.WebApi.Documents;

/// <summary>A route as OpenAPI writes it: without constraints, every value of the path named in braces.</summary>
internal sealed record RouteText(string Path, IReadOnlyList<string> Parameters)
{
    public static RouteText Of(string route)
    {
        var pattern = RoutePatternFactory.Parse(route);
        var segments = pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Text)));
        return new RouteText("/" + string.Join('/', segments), [.. pattern.Parameters.Select(parameter => parameter.Name)]);
    }

    /// <summary>The first part behind <c>/api</c>: what the documents group by.</summary>
    public string Group => Path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, var group, ..] ? group : "api";

    private static string Text(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => "",
    };
}
