using Microsoft.Net.Http.Headers;

namespace PropOps.WebApi.Operations;

/// <summary>An answer that is a file and not an envelope, written as it comes into being.</summary>
/// <param name="Write">a failure in it breaks the connection off: half a file must not look like a whole one.</param>
internal sealed record FileAnswer(string ContentType, string Name, Func<Stream, CancellationToken, Task> Write)
{
    /// <summary>A browser shows it in place of saving it.</summary>
    public bool IsShown { get; init; }

    /// <summary>null where nobody knows before it is written.</summary>
    public long? Length { get; init; }

    public async Task Send(HttpContext http)
    {
        var disposition = new ContentDispositionHeaderValue(IsShown ? "inline" : "attachment");
        disposition.SetHttpFileName(Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await Write(http.Response.Body, http.RequestAborted);
        }
    }
}
