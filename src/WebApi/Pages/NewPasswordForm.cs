using PropOps.Application.Identity.Passwords;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Pages;

/// <summary>Asks for a new password where somebody else knows the old one.</summary>
internal static class NewPasswordForm
{
    public const string Path = "/sign-in/password";
    private const string Current = "current_password";
    private const string New = "new_password";

    public static async Task Choose(HttpContext http)
    {
        await PageForm.Take<ChangePassword, ChangedPassword>(
            http, Path, "/api/auth/password", "auth.password.change", form => new() { [Current] = [form.Text(Current)], [New] = [form.Text(New)] });
        PageForm.GoOn(http);
    }

    public static Task Write(HttpContext http, int status, string? message, string? target) => SignInSteps.Write(
        http,
        status,
        "Choose a new password",
        message,
        $"""
        <p>Your password was set by somebody else, or stands in a data breach.</p>
        {PageForm.Of(
            http,
            Path,
            target,
            $"""
            <label for="current">Password until now</label>
            <input id="current" name="{Current}" type="password" autocomplete="current-password" required>
            <label for="new">New password</label>
            <input id="new" name="{New}" type="password" autocomplete="new-password" required>
            """,
            "Continue")}
        """);
}
