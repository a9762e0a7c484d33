using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.WebApi.Operations;
using PropOps.WebApi.RateLimiting;

namespace PropOps.WebApi.Pages;

/// <summary>To look at the background jobs.</summary>
[Permission("page.operations.view", Also = [RepairBackgroundJobs.Key], AccountTypes = [AccountType.Staff])]
internal sealed record WatchBackgroundJobs;

/// <summary>To press the dashboard's buttons.</summary>
[Permission(Key, AccountTypes = [AccountType.Staff])]
internal sealed record RepairBackgroundJobs
{
    public const string Key = "page.operations.manage";
}

/// <summary>
/// Stands before Hangfire's dashboard: lets in who may see it, lets those press its buttons who may, and writes down that
/// they did.
/// </summary>
internal sealed partial class DashboardDoor(RequestDelegate dashboard)
{
    public const string Path = "/hangfire";

    // Hangfire's scripts and styles are files of its own.
    private const string ContentPolicy = "default-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const int MostNamedJobs = 10;

    public async Task Enter(HttpContext http)
    {
        // The figures of an open page are asked for every few seconds, whether somebody looks at them or not.
        var isTicking = http.Request.Path.Equals($"{Path}/stats", StringComparison.OrdinalIgnoreCase);
        var isButton = !isTicking && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        var caller = await Visitor.Of(http, new CountedAs(RateClass.Read, HttpMethods.Get, Path), leavesSessionAlone: isTicking);
        if ((caller is null || SignInSteps.Next(http, caller) is not null) && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect(SignInPage.AddressFor(http.Request.Path + http.Request.QueryString));
            return;
        }

        var access = isButton ? Access<RepairBackgroundJobs>.Rule : Access<WatchBackgroundJobs>.Rule;
        http.RequestServices.GetRequiredService<GateKeeper>().Require(caller ?? throw new UnauthenticatedRefusal(), access);
        http.RequestServices.GetRequiredService<Pipeline>().Authorise(access);

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = RequestBody.MaxBytes;
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        await dashboard(http);
        if (isButton && http.Response.StatusCode < StatusCodes.Status300MultipleChoices)
        {
            await WriteDown(http);
        }
    }

    public static bool MayPressButtons(HttpContext http) =>
        http.RequestServices.GetRequiredService<ICurrentUser>().RequireCaller().Holds(RepairBackgroundJobs.Key);

    public static Task Refuse(HttpContext http, int status, string message) => Page.Write(
        http, status, "Background jobs", $"""{Page.Refusal(message)}<p><a href="{SignInPage.Path}">Sign in with another account</a></p>""");

    // It has happened already, in a storage that is not ours: the row follows it, whatever the browser does meanwhile.
    private static async Task WriteDown(HttpContext http)
    {
        var activity = http.RequestServices.GetRequiredService<ActivityDraft>();
        var (button, jobs) = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..] switch
        {
            ["jobs", "actions", var pressed, var job] => (pressed, [job]),
            [.., var pressed] => (pressed, http.Request.HasFormContentType ? (string?[])[.. http.Request.Form["jobs[]"]] : []),
            [] => ("", []),
        };
        activity.Action = $"page.operations.{button}";
        activity.Did($"Background jobs, {button}: {string.Join(", ", jobs.OfType<string>().Where(job => JobName().IsMatch(job)).Take(MostNamedJobs))}{(jobs.Length > MostNamedJobs ? ", …" : "")}");
        await http.RequestServices.GetRequiredService<ITransaction>().Run(
            () =>
            {
                http.RequestServices.GetRequiredService<IActivityLog>().Add(activity);
                return Task.FromResult(true);
            },
            CancellationToken.None);
    }

    // Hangfire's number of a job, or the name of a recurring one.
    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex JobName();
}
