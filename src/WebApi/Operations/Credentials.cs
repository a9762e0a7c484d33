using PropOps.Application.Identity;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Identity;
using PropOps.WebApi.RateLimiting;

namespace PropOps.WebApi.Operations;

/// <summary>Who is calling: the bearer token wins over the cookie.</summary>
internal static class Credentials
{
    public const string CookieNameKey = "Security:SessionCookieName";
    public const string DefaultCookieName = "propops_session";

    /// <returns>null for an anonymous call, which only open operations take.</returns>
    /// <param name="leavesSessionAlone">the call is no sign of life of its session.</param>
    /// <param name="resumes">a remembered browser is signed in again where its session has run out.</param>
    /// <exception cref="UnauthenticatedRefusal">where somebody must be known.</exception>
    public static async Task<Caller?> Authenticate(HttpContext http, bool isOpen, bool leavesSessionAlone, bool resumes)
    {
        var services = http.RequestServices;
        var authenticator = services.GetRequiredService<Authenticator>();
        var token = TokenOf(http);
        var caller = token is null ? null : await authenticator.Authenticate(token, BearerOf(http) is null, leavesSessionAlone, http.RequestAborted);
        if (caller is null && token is not null)
        {
            services.GetRequiredService<KnownAccounts>().Forget(token);
        }

        if (caller is null && resumes && BearerOf(http) is null && services.GetRequiredService<IRememberCookie>().Token is { } remembered
            && await services.GetRequiredService<RememberedSignIn>().Resume(remembered, http.RequestAborted) is { } resumed)
        {
            http.Features.Set(new ResumedSession(resumed));
            caller = await authenticator.Authenticate(resumed, isInCookie: true, leavesSessionAlone, http.RequestAborted);
        }

        return caller is not null || isOpen ? caller : throw new UnauthenticatedRefusal();
    }

    /// <summary>What the caller is known by: as it was sent, or as it has been since a remembered browser was signed in again.</summary>
    public static string? TokenOf(HttpContext http) =>
        http.Features.Get<ResumedSession>()?.Token
        ?? BearerOf(http)
        ?? http.Request.Cookies[http.RequestServices.GetRequiredService<IConfiguration>()[CookieNameKey] ?? DefaultCookieName];

    private static string? BearerOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : null;
    }

    private sealed record ResumedSession(string Token);
}
