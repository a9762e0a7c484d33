using PropOps.Application.Identity.SecondFactors;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Pages;

/// <summary>Asks for a code of the second factor.</summary>
internal static class SecondFactorForm
{
    public const string Path = "/sign-in/code";
    private const string Code = "code";

    public static async Task Enter(HttpContext http)
    {
        await PageForm.Take<VerifySecondFactor, VerifiedSecondFactor>(http, Path, "/api/auth/mfa", "auth.mfa.verify", form => new() { [Code] = [form.Text(Code)?.Trim()] });
        PageForm.GoOn(http);
    }

    public static Task Write(HttpContext http, int status, string? message, string? target) => SignInSteps.Write(
        http,
        status,
        "Second factor",
        message,
        PageForm.Of(
            http,
            Path,
            target,
            $"""
            <label for="code">Code from your authenticator app, or a recovery code</label>
            <input id="code" name="{Code}" autocomplete="one-time-code" required autofocus>
            """,
            "Continue"));
}
