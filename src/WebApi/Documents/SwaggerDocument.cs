using System.Text;
using NSwag;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>A published description of the API. Written once, when somebody first asks for it; open to anyone.</summary>
internal sealed class SwaggerDocument(Func<OpenApiDocument> describe)
{
    public const string Path = "/swagger/v1/swagger.json";
    public const string OperationsPath = "/swagger/operations/swagger.json";

    private readonly Lazy<byte[]> _json = new(() => Encoding.UTF8.GetBytes(describe().ToJson()));

    public static void Map(IEndpointRouteBuilder routes, OperationTable table)
    {
        routes.MapGet(Path, new SwaggerDocument(() => ApiDescription.Of(table)).Serve);
        routes.MapGet(OperationsPath, new SwaggerDocument(() => ApiDescription.OfOperations(table)).Serve);
    }

    private Task Serve(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = _json.Value.Length;
        return http.Response.Body.WriteAsync(_json.Value, http.RequestAborted).AsTask();
    }
}
