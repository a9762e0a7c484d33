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
    /// <exception cref="UnauthenticatedRefusal">where somebody must be known.</exception>
    public static async Task<Caller?> Authenticate(HttpContext http, string? token, bool isOpen, bool leavesSessionAlone)
    {
        var services = http.RequestServices;
        var caller = token is null ? null : await services.GetRequiredService<Authenticator>().Authenticate(token, leavesSessionAlone, http.RequestAborted);
        if (caller is null && token is not null)
        {
            services.GetRequiredService<KnownAccounts>().Forget(token);
        }

        return caller is not null || isOpen ? caller : throw new UnauthenticatedRefusal();
    }

    public static string? TokenOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..]
            : http.Request.Cookies[http.RequestServices.GetRequiredService<IConfiguration>()[CookieNameKey] ?? DefaultCookieName];
    }
}

/// <summary>HttpOnly, Lax, host-only; Secure where the connection is.</summary>
internal sealed class SessionCookie(IHttpContextAccessor accessor, IConfiguration configuration) : ISessionCookie
{
    public void Set(string token) => Response.Cookies.Append(Name, token, Options());

    public void Clear() => Response.Cookies.Delete(Name, Options());

    private string Name => configuration[Credentials.CookieNameKey] ?? Credentials.DefaultCookieName;

    private HttpResponse Response => accessor.HttpContext!.Response;

    private CookieOptions Options() => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", Secure = accessor.HttpContext!.Request.IsHttps, IsEssential = true,
    };
}
