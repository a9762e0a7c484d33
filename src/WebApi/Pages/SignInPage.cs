using System.Security.Cryptography;
using PropOps.Application.Activity;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.WebApi.Operations;
using PropOps.WebApi.RateLimiting;

namespace PropOps.WebApi.Pages;

/// <summary>
/// A browser without a session gets one here, and lands where it wanted to go. The use cases are the API's own, so that
/// locks, limits and activity are.
/// </summary>
internal static class SignInPage
{
    public const string Path = "/sign-in";
    private const string CodePath = "/sign-in/code";
    private const string SignOutPath = "/sign-out";
    private const string Cookie = "propops_sign_in";
    private const string SignInPurpose = "sign-in";
    private const string CodePurpose = "code";
    private const string SignOutPurpose = "sign-out";
    private const string Email = "email";
    private const string Password = "password";
    private const string Code = "code";
    private const string Target = "to";

    public static void MapSignInPage(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], Show).WithMetadata(new AnswersWithPages(Refuse));
        routes.MapPost(Path, SignIn).WithMetadata(new AnswersWithPages(RefuseInForm));
        routes.MapPost(CodePath, EnterCode).WithMetadata(new AnswersWithPages(RefuseCode));
        routes.MapPost(SignOutPath, SignOut).WithMetadata(new AnswersWithPages(Refuse));
    }

    /// <param name="target">the page that the visitor wanted to see.</param>
    public static string AddressFor(string target) => $"{Path}?{Target}={Uri.EscapeDataString(target)}";

    private static async Task Show(HttpContext http)
    {
        var caller = await Visitor.Of(http, new CountedAs(RateClass.Public, HttpMethods.Get, Path));
        await (caller switch
        {
            null => WriteForm(http, StatusCodes.Status200OK, message: null, email: "", http.Request.Query[Target]),
            { OwesSecondFactor: true } => WriteCodeForm(http, StatusCodes.Status200OK, message: null, http.Request.Query[Target]),
            _ => WriteAccount(http, caller),
        });
    }

    private static async Task SignIn(HttpContext http)
    {
        // The API's rule and counters: who is refused at one door does not get more tries at the other.
        await Visitor.Of(http, new CountedAs(RateClass.Auth, HttpMethods.Post, "/api/auth/login"));
        var form = await RequestBody.Read(http, http.RequestAborted);
        http.Features.Set(form);
        if (!FormTokens.Fits(form.Text(FormTokens.Field), http.Request.Cookies[Cookie], SignInPurpose))
        {
            throw new ForbiddenRefusal("This page has lain open for too long. Try again.", "csrf_invalid");
        }

        if (string.IsNullOrWhiteSpace(form.Text(Email)) || string.IsNullOrEmpty(form.Text(Password)))
        {
            throw new InvalidRefusal(Email, "Enter your mail address and your password.");
        }

        await Do<SignIn, SignedInAnswer>(http, "auth.login.create_token", RequestReader<SignIn>.Read(new RequestInput
        {
            Values = new Dictionary<string, string?[]> { [Email] = [form.Text(Email)], [Password] = [form.Text(Password)], ["mode"] = ["session"] },
        }));
        http.Response.Cookies.Delete(Cookie, CookieOptions(http));

        // Whoever has to enter a code first is sent back from there.
        http.Response.Redirect(LocalOrDashboard(form.Text(Target)));
    }

    private static async Task EnterCode(HttpContext http)
    {
        var caller = await Visitor.Of(http, new CountedAs(RateClass.Auth, HttpMethods.Post, "/api/auth/mfa")) ?? throw new UnauthenticatedRefusal("You are no longer signed in.");
        var form = await RequestBody.Read(http, http.RequestAborted);
        http.Features.Set(form);
        if (!FormTokens.Fits(form.Text(FormTokens.Field), Credentials.TokenOf(http), CodePurpose))
        {
            throw new ForbiddenRefusal("This page has lain open for too long. Try again.", "csrf_invalid");
        }

        http.RequestServices.GetRequiredService<GateKeeper>().Require(caller, Access<VerifySecondFactor>.Rule);
        await Do<VerifySecondFactor, VerifiedSecondFactor>(http, "auth.mfa.verify", RequestReader<VerifySecondFactor>.Read(new RequestInput
        {
            Values = new Dictionary<string, string?[]> { [Code] = [form.Text(Code)?.Trim()] },
        }));
        http.Response.Redirect(LocalOrDashboard(form.Text(Target)));
    }

    private static async Task SignOut(HttpContext http)
    {
        if (await Visitor.Of(http, new CountedAs(RateClass.Write, HttpMethods.Post, "/api/auth/logout")) is not null)
        {
            var form = await RequestBody.Read(http, http.RequestAborted);
            if (!FormTokens.Fits(form.Text(FormTokens.Field), Credentials.TokenOf(http), SignOutPurpose))
            {
                throw new ForbiddenRefusal("This page has lain open for too long. Try again.", "csrf_invalid");
            }

            await Do<SignOut, SignedOut>(http, "auth.logout.own_session", new SignOut());
        }

        http.Response.Redirect(Path);
    }

    private static Task Do<TRequest, TAnswer>(HttpContext http, string operation, TRequest request)
        where TRequest : notnull
    {
        var services = http.RequestServices;
        services.GetRequiredService<ActivityDraft>().Action = operation;
        return services.GetRequiredService<Pipeline>().Run(services.GetRequiredService<IHandler<TRequest, TAnswer>>(), request, http.RequestAborted);
    }

    private static Task Refuse(HttpContext http, int status, string message) =>
        Page.Write(http, status, "Sign in", $"""{Page.Refusal(message)}<p><a href="{Path}">Try again</a></p>""");

    private static Task RefuseInForm(HttpContext http, int status, string message) => http.Features.Get<RequestInput>() is { } form
        ? WriteForm(http, status, message, form.Text(Email) ?? "", form.Text(Target))
        : Refuse(http, status, message);

    /// <summary>The session may have ended by the last wrong code: then there is nothing to enter another one for.</summary>
    private static Task RefuseCode(HttpContext http, int status, string message) =>
        http.Features.Get<RequestInput>() is { } form ? WriteCodeForm(http, status, message, form.Text(Target)) : Refuse(http, status, message);

    private static Task WriteCodeForm(HttpContext http, int status, string? message, string? target) => Page.Write(
        http,
        status,
        "Second factor",
        $"""
        {(message is null ? "" : Page.Refusal(message))}
        <form method="post" action="{CodePath}">
        <input type="hidden" name="{FormTokens.Field}" value="{FormTokens.Of(Credentials.TokenOf(http)!, CodePurpose)}">
        <input type="hidden" name="{Target}" value="{Page.Text(LocalOrDashboard(target))}">
        <label for="code">Code from your authenticator app, or a recovery code</label>
        <input id="code" name="{Code}" autocomplete="one-time-code" required autofocus>
        <button>Continue</button>
        </form>
        """);

    private static Task WriteForm(HttpContext http, int status, string? message, string email, string? target)
    {
        var secret = http.Request.Cookies[Cookie];
        if (string.IsNullOrEmpty(secret))
        {
            secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            http.Response.Cookies.Append(Cookie, secret, CookieOptions(http));
        }

        return Page.Write(
            http,
            status,
            "Sign in",
            $"""
            {(message is null ? "" : Page.Refusal(message))}
            <form method="post" action="{Path}">
            <input type="hidden" name="{FormTokens.Field}" value="{FormTokens.Of(secret, SignInPurpose)}">
            <input type="hidden" name="{Target}" value="{Page.Text(LocalOrDashboard(target))}">
            <label for="email">Mail address</label>
            <input id="email" name="{Email}" type="email" autocomplete="username" required value="{Page.Text(email)}">
            <label for="password">Password</label>
            <input id="password" name="{Password}" type="password" autocomplete="current-password" required>
            <button>Sign in</button>
            </form>
            """);
    }

    private static Task WriteAccount(HttpContext http, Caller caller) => Page.Write(
        http,
        StatusCodes.Status200OK,
        "Signed in",
        $"""
        <p>You are signed in as {Page.Text(caller.Name)}.</p>
        <p><a href="{DashboardDoor.Path}">Background jobs</a></p>
        <form method="post" action="{SignOutPath}">
        <input type="hidden" name="{FormTokens.Field}" value="{FormTokens.Of(Credentials.TokenOf(http)!, SignOutPurpose)}">
        <button>Sign out</button>
        </form>
        """);

    /// <summary>A page of this product, whatever the address asks for: "//other.site", "/\other.site" and the like are none.</summary>
    private static string LocalOrDashboard(string? target) =>
        target is ['/', ..] and not ['/', '/' or '\\', ..] && !target.Any(char.IsControl) ? target : DashboardDoor.Path;

    private static CookieOptions CookieOptions(HttpContext http) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Path = Path, Secure = http.Request.IsHttps, IsEssential = true,
    };
}
