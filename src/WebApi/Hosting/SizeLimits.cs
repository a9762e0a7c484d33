namespace PropOps.WebApi.Hosting;

/// <summary>Sizes that Kestrel would refuse without an envelope are judged here, below its own limits.</summary>
internal sealed class SizeLimits(RequestDelegate next)
{
    private const int MaxUrl = 8 * 1024;
    private const int MaxHeaders = 32 * 1024;

    public Task Invoke(HttpContext http)
    {
        if (http.Request.Path.ToUriComponent().Length + http.Request.QueryString.Value!.Length > MaxUrl)
        {
            throw new UriTooLongRefusal();
        }

        return http.Request.Headers.Sum(header => header.Key.Length + header.Value.Sum(value => value!.Length)) > MaxHeaders
            ? throw new HeaderTooLargeRefusal()
            : next(http);
    }
}
