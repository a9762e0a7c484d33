using PropOps.Application.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.WebApi.Operations;

/// <summary>A state-changing call brings one token, in header or body, and it is used up here (CSRF-1 to CSRF-5).</summary>
internal static class CsrfCheck
{
    public const string Header = "X-CSRF-Token";
    private const string Field = "csrf_token";

    /// <summary>Every answer to an authenticated state-changing call carries the next token.</summary>
    public static void OfferNext(HttpContext http, Caller caller) =>
        http.Response.Headers[Header] = http.RequestServices.GetRequiredService<ICsrfTokens>().Issue(caller.Session.Uuid);

    public static async Task Require(HttpContext http, RequestInput input, Caller caller)
    {
        var inHeader = http.Request.Headers[Header].ToString() is { Length: > 0 } header ? header : null;
        var inBody = input.Text(Field);
        if (inHeader is not null && inBody is not null && inHeader != inBody)
        {
            throw Invalid();
        }

        var token = inHeader ?? inBody;
        if (token is null || !await http.RequestServices.GetRequiredService<ICsrfTokens>().Use(token, caller.Session.Uuid, http.RequestAborted))
        {
            throw Invalid();
        }
    }

    private static ForbiddenRefusal Invalid() => new("Invalid or missing CSRF token", "csrf_invalid");
}
