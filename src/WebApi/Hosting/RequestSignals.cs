using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using PropOps.Application.Activity;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Hosting;

/// <summary>What is told of a request: its route as the tables write it, the operation and the status; never its address.</summary>
internal static class RequestSignals
{
    private static readonly HashSet<string> Verbs = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

    public static void Tell(HttpContext http, Origin origin)
    {
        var operation = http.Features.Get<Operation>()?.Id;
        if (operation is not null)
        {
            http.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("propops.operation", operation));
        }

        if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
        {
            var verb = Verbs.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            span.DisplayName = route is null ? verb : $"{verb} {route}";
            span.SetTag("http.request.method", verb);
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", http.Response.StatusCode);
            span.SetTag("propops.operation", operation);
            span.SetTag("propops.correlation_id", origin.CorrelationId);
            span.SetStatus(http.Response.StatusCode >= StatusCodes.Status500InternalServerError ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }
}
