namespace PropOps.WebApi.Operations;

/// <summary>The name of an answer's content: whoever has it already need not get it again.</summary>
internal static class EntityTag
{
    /// <summary>Names the content; where the client has it, the answer is 304 and there is nothing more to write.</summary>
    public static bool IsKnown(HttpContext http, string digest)
    {
        var etag = $"\"{digest}\"";
        http.Response.Headers.ETag = etag;
        if (!http.Request.Headers.IfNoneMatch.Any(value => value is "*" || value?.Split(',', StringSplitOptions.TrimEntries).Contains(etag) == true))
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
