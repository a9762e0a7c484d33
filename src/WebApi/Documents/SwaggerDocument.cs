using System.Text;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>The published description of the API. Written once, when somebody first asks for it; open to anyone.</summary>
internal sealed class SwaggerDocument(OperationTable table)
{
    public const string Path = "/swagger/v1/swagger.json";

    private readonly Lazy<byte[]> _json = new(() => Encoding.UTF8.GetBytes(ApiDescription.Of(table).ToJson()));

    public Task Serve(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = _json.Value.Length;
        return http.Response.Body.WriteAsync(_json.Value, http.RequestAborted).AsTask();
    }
}
