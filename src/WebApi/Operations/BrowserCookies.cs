using PropOps.Application.Identity;
using PropOps.Application.Identity.SecondFactors;

namespace PropOps.WebApi.Operations;

/// <summary>HttpOnly, Lax, host-only; Secure where the connection is.</summary>
internal abstract class BrowserCookie(IHttpContextAccessor accessor, string name)
{
    /// <summary>As the browser sent it; null where it has none.</summary>
    public string? Token => Http.Request.Cookies[name] is { Length: > 0 } token ? token : null;

    private HttpContext Http => accessor.HttpContext!;

    public void Clear() => Http.Response.Cookies.Delete(name, Options(expires: null));

    /// <param name="expires">null = with the browser.</param>
    protected void Append(string token, DateTimeOffset? expires) => Http.Response.Cookies.Append(name, token, Options(expires));

    private CookieOptions Options(DateTimeOffset? expires) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", Secure = Http.Request.IsHttps, IsEssential = true, Expires = expires,
    };
}

internal sealed class SessionCookie(IHttpContextAccessor accessor, IConfiguration configuration)
    : BrowserCookie(accessor, configuration[Credentials.CookieNameKey] ?? Credentials.DefaultCookieName), ISessionCookie
{
    public void Set(string token) => Append(token, expires: null);
}

internal sealed class RememberCookie(IHttpContextAccessor accessor) : BrowserCookie(accessor, "remember_token"), IRememberCookie
{
    public void Set(string token, DateTimeOffset expires) => Append(token, expires);
}

internal sealed class DeviceCookie(IHttpContextAccessor accessor) : BrowserCookie(accessor, "propops_device"), IDeviceCookie
{
    public void Set(string token, DateTimeOffset expires) => Append(token, expires);
}
