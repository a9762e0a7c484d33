using PropOps.Application.Identity.SecondFactors;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Pages;

/// <summary>
/// Sets up a second factor where the organisation asks for one (MFA-4): the secret as a picture, a code of it, and the
/// recovery codes, which are shown this once.
/// </summary>
internal static class FactorSetupForm
{
    public const string Path = "/sign-in/factor";
    public const string ConfirmPath = "/sign-in/factor/confirm";
    private const string Title = "Set up a second factor";
    private const string Code = "code";

    private const string CodeField =
        $"""
        <label for="code">Code that the app shows for it now</label>
        <input id="code" name="{Code}" inputmode="numeric" autocomplete="one-time-code" required autofocus>
        """;

    public static async Task Begin(HttpContext http)
    {
        var offered = await PageForm.Take<BeginSecondFactor, OfferedSecondFactor>(http, Path, "/api/auth/mfa", "auth.mfa.begin", _ => []);
        var target = http.Features.Get<RequestInput>()!.Text(PageForm.Target);
        await SignInSteps.Write(
            http,
            StatusCodes.Status200OK,
            Title,
            message: null,
            $"""
            <p>Scan this with your authenticator app, or type the key in by hand:</p>
            {offered.QrSvg}
            <p><code>{Page.Text(offered.Secret)}</code></p>
            {PageForm.Of(http, ConfirmPath, target, CodeField, "Switch it on")}
            """);
    }

    public static async Task Confirm(HttpContext http)
    {
        var confirmed = await PageForm.Take<ConfirmSecondFactor, ConfirmedSecondFactor>(
            http, ConfirmPath, "/api/auth/mfa", "auth.mfa.confirm", form => new() { [Code] = [form.Text(Code)?.Trim()] });
        var target = PageForm.LocalOrDashboard(http.Features.Get<RequestInput>()!.Text(PageForm.Target));
        await Page.Write(
            http,
            StatusCodes.Status200OK,
            "Your recovery codes",
            $"""
            <p>The second factor is on. Each of these codes lets you in once where your phone is not at hand. Keep them safe: they are not shown again.</p>
            <ul>
            {string.Concat(confirmed.RecoveryCodes.Select(code => $"<li><code>{Page.Text(code)}</code></li>\n"))}</ul>
            <p><a href="{Page.Text(target)}">Continue</a></p>
            """);
    }

    public static Task Write(HttpContext http, int status, string? message, string? target) => SignInSteps.Write(
        http,
        status,
        Title,
        message,
        $"""
        <p>Your organisation asks for a code from an authenticator app besides your password. Have the app on your phone ready.</p>
        {PageForm.Of(http, Path, target, "", "Show the key")}
        """);

    /// <summary>After a wrong code: the key is not shown twice, but the app may have it.</summary>
    public static Task WriteAgain(HttpContext http, int status, string? message, string? target) => SignInSteps.Write(
        http,
        status,
        Title,
        message,
        $"""
        {PageForm.Of(http, ConfirmPath, target, CodeField, "Switch it on")}
        {PageForm.Of(http, Path, target, "", "Show a new key")}
        """);
}
