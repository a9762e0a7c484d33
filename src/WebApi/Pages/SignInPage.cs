using System.Security.Cryptography;
using PropOps.Application.Identity;
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
    private const string SignOutPath = "/sign-out";
    private const string Cookie = "propops_sign_in";
    private const string SignInPurpose = "sign-in";
    private const string Email = "email";
    private const string Password = "password";

    public static void MapSignInPage(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], Show).WithMetadata(new AnswersWithPages(Refuse));
        routes.MapPost(Path, SignIn).WithMetadata(new AnswersWithPages(RefuseInForm));
        routes.MapSignInSteps();
        routes.MapPost(SignOutPath, SignOut).WithMetadata(new AnswersWithPages(Refuse));
    }

    /// <param name="target">the page that the visitor wanted to see.</param>
    public static string AddressFor(string target) => $"{Path}?{PageForm.Target}={Uri.EscapeDataString(target)}";

    public static string SignOutForm(HttpContext http) => PageForm.Of(http, SignOutPath, target: null, "", "Sign out");

    private static async Task Show(HttpContext http)
    {
        var caller = await Visitor.Of(http, new CountedAs(RateClass.Public, HttpMethods.Get, Path));
        var target = http.Request.Query[PageForm.Target];
        await (caller is null ? WriteForm(http, StatusCodes.Status200OK, message: null, email: "", target)
            : SignInSteps.Next(http, caller) is { } step ? step(http, StatusCodes.Status200OK, message: null, target)
            : WriteAccount(http, caller));
    }

    private static async Task SignIn(HttpContext http)
    {
        // The API's rule and counters: who is refused at one door does not get more tries at the other.
        await Visitor.Of(http, new CountedAs(RateClass.Auth, HttpMethods.Post, "/api/auth/login"));
        var form = await PageForm.Read(http);
        PageForm.RequireOwn(form, http.Request.Cookies[Cookie], SignInPurpose);
        if (string.IsNullOrWhiteSpace(form.Text(Email)) || string.IsNullOrEmpty(form.Text(Password)))
        {
            throw new InvalidRefusal(Email, "Enter your mail address and your password.");
        }

        await PageForm.Do<SignIn, SignedInAnswer>(http, "auth.login.create_token", RequestReader<SignIn>.Read(new RequestInput
        {
            Values = new Dictionary<string, string?[]> { [Email] = [form.Text(Email)], [Password] = [form.Text(Password)], ["mode"] = ["session"] },
        }));
        http.Response.Cookies.Delete(Cookie, CookieOptions(http));

        // Whoever has to do something else first is sent back from there.
        PageForm.GoOn(http);
    }

    private static async Task SignOut(HttpContext http)
    {
        if (await Visitor.Of(http, new CountedAs(RateClass.Write, HttpMethods.Post, "/api/auth/logout")) is not null)
        {
            PageForm.RequireOwn(await PageForm.Read(http), Credentials.TokenOf(http), SignOutPath);
            await PageForm.Do<SignOut, SignedOut>(http, "auth.logout.own_session", new SignOut());
        }

        http.Response.Redirect(Path);
    }

    public static Task Refuse(HttpContext http, int status, string message) =>
        Page.Write(http, status, "Sign in", $"""{Page.Refusal(message)}<p><a href="{Path}">Try again</a></p>""");

    private static Task RefuseInForm(HttpContext http, int status, string message) => http.Features.Get<RequestInput>() is { } form
        ? WriteForm(http, status, message, form.Text(Email) ?? "", form.Text(PageForm.Target))
        : Refuse(http, status, message);

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
            <input type="hidden" name="{PageForm.Target}" value="{Page.Text(PageForm.LocalOrDashboard(target))}">
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
        {SignOutForm(http)}
        """);

    private static CookieOptions CookieOptions(HttpContext http) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Path = Path, Secure = http.Request.IsHttps, IsEssential = true,
    };
}
