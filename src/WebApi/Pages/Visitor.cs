using PropOps.Application.Identity;
using PropOps.Domain.Kernel;
using PropOps.WebApi.Operations;
using PropOps.WebApi.RateLimiting;

namespace PropOps.WebApi.Pages;

/// <summary>Who opens a page; counted like a call of the API.</summary>
internal static class Visitor
{
    /// <returns>null for somebody who is not signed in.</returns>
    /// <param name="leavesSessionAlone">the request is no sign of life of its session.</param>
    /// <exception cref="TooManyRefusal">a limit is passed.</exception>
    public static async Task<Caller?> Of(HttpContext http, CountedAs request, bool leavesSessionAlone = false)
    {
        var limiter = http.RequestServices.GetRequiredService<RateLimiter>();
        var counted = await limiter.CountAddress(http, request, Credentials.TokenOf(http));
        var caller = await Credentials.Authenticate(http, isOpen: true, leavesSessionAlone, resumes: HttpMethods.IsGet(http.Request.Method));
        if (caller is not null && counted != caller.Id)
        {
            await limiter.CountAccount(http, request, Credentials.TokenOf(http)!, caller.Id);
        }

        return caller;
    }
}
