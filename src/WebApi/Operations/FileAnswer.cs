using Microsoft.Net.Http.Headers;

namespace PropOps.WebApi.Operations;

/// <summary>An answer that is a file and not an envelope, written as it comes into being.</summary>
/// <param name="Write">a failure in it breaks the connection off: half a file must not look like a whole one.</param>
internal sealed record FileAnswer(string ContentType, string Name, Func<Stream, CancellationToken, Task> Write)
{
    public async Task Send(HttpContext http)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentType = ContentType;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await Write(http.Response.Body, http.RequestAborted);
        }
    }
}
