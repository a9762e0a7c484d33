using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.WebApi.Operations;
using PropOps.WebApi.RateLimiting;

namespace PropOps.WebApi.Pages;

/// <summary>
/// A form of somebody who is signed in. What it asks for is done by the API's own use case, with its limits, gates and
/// activity; the page that the visitor wanted is carried along.
/// </summary>
internal static class PageForm
{
    public const string Target = "to";

    public static string Of(HttpContext http, string path, string? target, string fields, string button) =>
        $"""
        <form method="post" action="{path}">
        <input type="hidden" name="{FormTokens.Field}" value="{FormTokens.Of(Credentials.TokenOf(http)!, path)}">
        <input type="hidden" name="{Target}" value="{Page.Text(LocalOrDashboard(target))}">
        {fields}
        <button>{button}</button>
        </form>
        """;

    /// <summary>Takes a posted form and does what it asks for.</summary>
    /// <param name="countedAs">the API's door to the same deed: its limit and counters are this one's.</param>
    /// <param name="fields">the fields of the request, by those of the form.</param>
    public static async Task<TAnswer> Take<TRequest, TAnswer>(
        HttpContext http, string path, string countedAs, string operation, Func<RequestInput, Dictionary<string, string?[]>> fields)
        where TRequest : notnull
    {
        var caller = await Visitor.Of(http, new CountedAs(RateClass.Auth, HttpMethods.Post, countedAs)) ?? throw new UnauthenticatedRefusal("You are no longer signed in.");
        var form = await Read(http);
        RequireOwn(form, Credentials.TokenOf(http), path);
        http.RequestServices.GetRequiredService<GateKeeper>().Require(caller, Access<TRequest>.Rule);
        return await Do<TRequest, TAnswer>(http, operation, RequestReader<TRequest>.Read(new RequestInput { Values = fields(form) }));
    }

    public static Task<TAnswer> Do<TRequest, TAnswer>(HttpContext http, string operation, TRequest request)
        where TRequest : notnull
    {
        var services = http.RequestServices;
        services.GetRequiredService<ActivityDraft>().Action = operation;
        return services.GetRequiredService<Pipeline>().Run(services.GetRequiredService<IHandler<TRequest, TAnswer>>(), request, http.RequestAborted);
    }

    /// <summary>Reads a posted form and keeps it for the page that a refusal is shown in.</summary>
    public static async Task<RequestInput> Read(HttpContext http)
    {
        var form = await RequestBody.Read(http, http.RequestAborted);
        http.Features.Set(form);
        return form;
    }

    /// <exception cref="ForbiddenRefusal">it is not a form that this browser was shown.</exception>
    public static void RequireOwn(RequestInput form, string? secret, string purpose)
    {
        if (!FormTokens.Fits(form.Text(FormTokens.Field), secret, purpose))
        {
            throw new ForbiddenRefusal("This page has lain open for too long. Try again.", "csrf_invalid");
        }
    }

    public static void GoOn(HttpContext http) => http.Response.Redirect(LocalOrDashboard(http.Features.Get<RequestInput>()?.Text(Target)));

    /// <summary>A page of this product, whatever the address asks for: "//other.site", "/\other.site" and the like are none.</summary>
    public static string LocalOrDashboard(string? target) =>
        target is ['/', ..] and not ['/', '/' or '\\', ..] && !target.Any(char.IsControl) ? target : DashboardDoor.Path;
}
