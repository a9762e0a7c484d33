using System.Reflection;
using NSwag.AspNetCore;

namespace PropOps.WebApi.Documents;

/// <summary>A page to read the operations and to try them out: Swagger UI, with what this API asks of a client beside it.</summary>
internal static class SwaggerUi
{
    public const string Path = "/swagger";

    // Swagger UI's style has its pictures in data addresses.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Assembly Own = typeof(SwaggerUi).Assembly;
    private static readonly Assembly Packaged = typeof(SwaggerUiSettings).Assembly;

    public static void MapSwaggerUi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Serve(Own, "index.html", "text/html; charset=utf-8"));
        routes.MapGet($"{Path}/try-it-out.js", Serve(Own, "try-it-out.js", "text/javascript; charset=utf-8"));
        routes.MapGet($"{Path}/swagger-ui-bundle.js", Serve(Packaged, "NSwag.AspNetCore.SwaggerUi.swagger-ui-bundle.js", "text/javascript; charset=utf-8"));
        routes.MapGet($"{Path}/swagger-ui.css", Serve(Packaged, "NSwag.AspNetCore.SwaggerUi.swagger-ui.css", "text/css; charset=utf-8"));
        routes.MapGet($"{Path}/favicon-32x32.png", Serve(Packaged, "NSwag.AspNetCore.SwaggerUi.favicon-32x32.png", "image/png"));
    }

    private static RequestDelegate Serve(Assembly assembly, string resource, string contentType) => async http =>
    {
        await using var file = assembly.GetManifestResourceStream(resource)!;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = file.Length;
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
    };
}
