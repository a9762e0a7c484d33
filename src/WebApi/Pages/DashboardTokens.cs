using Microsoft.AspNetCore.Antiforgery;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Pages;

/// <summary>
/// The token that Hangfire's page sends with each button and with each look at its figures. ASP.NET's own would need keys
/// that all nodes share.
/// </summary>
internal sealed class DashboardTokens : IAntiforgery
{
    private const string Purpose = "dashboard";

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => GetTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) =>
        new(FormTokens.Of(Credentials.TokenOf(httpContext)!, Purpose), cookieToken: null, FormTokens.Field, CsrfCheck.Header);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(
        HttpMethods.IsGet(httpContext.Request.Method) || HttpMethods.IsHead(httpContext.Request.Method)
        || FormTokens.Fits(httpContext.Request.Headers[CsrfCheck.Header], Credentials.TokenOf(httpContext), Purpose));

    public async Task ValidateRequestAsync(HttpContext httpContext)
    {
        if (!await IsRequestValidAsync(httpContext))
        {
            throw new AntiforgeryValidationException("The token of the page does not fit the session.");
        }
    }

    public void SetCookieTokenAndHeader(HttpContext httpContext)
    {
        // The secret is the session's own cookie, which is there.
    }
}
