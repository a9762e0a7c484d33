using PropOps.Infrastructure.Configuration;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Hosting;

/// <summary>Front ends that are served elsewhere: their pages may call the API with the visitor's session if <c>Cors__Origins</c> names them.</summary>
internal static class OtherOrigins
{
    private const string Key = "Cors:Origins";

    private static readonly string[] Sent = ["Authorization", "Content-Type", "If-None-Match", "Idempotency-Key", "X-Correlation-Id", CsrfCheck.Header];

    private static readonly string[] Read =
    [
        "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After", "X-Response-Time-ms", "X-DB-Query-Time-ms",
        "X-Correlation-Id", "X-Ignored-Parameters", "Idempotency-Replayed", "ETag", "Content-Disposition", CsrfCheck.Header,
    ];

    /// <summary>The API alone: the product's own pages are for nobody else's scripts.</summary>
    public static IApplicationBuilder UseOtherOrigins(this IApplicationBuilder app, IConfiguration configuration)
    {
        string[] origins = [.. ConfiguredList.Of(configuration, Key).Select(RequireOrigin)];
        return origins.Length == 0 ? app : app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            api => api.UseCors(policy => policy
                .WithOrigins(origins).AllowCredentials()
                .WithMethods("GET", "POST", "PUT", "DELETE").WithHeaders(Sent).WithExposedHeaders(Read)
                .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }

    /// <summary>As a browser sends it: neither path nor wildcard, which would open the API to sites that nobody named.</summary>
    private static string RequireOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.GetLeftPart(UriPartial.Authority) == text
            ? text
            : throw new StartupException("Cors__Origins must be origins, as https://app.example.org, with commas between them.");
}
