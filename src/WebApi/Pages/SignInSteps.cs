using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Pages;

/// <summary>What may stand between the password and the page that was wanted: each gate that a person can clear has a form.</summary>
internal static class SignInSteps
{
    /// <summary>Writes the form of a step; message is what was refused before.</summary>
    public delegate Task Form(HttpContext http, int status, string? message, string? target);

    private static readonly Dictionary<Gate, Form> Forms = new()
    {
        [Gate.SecondFactor] = SecondFactorForm.Write,
        [Gate.SecondFactorSetup] = FactorSetupForm.Write,
        [Gate.NewAddress] = NewNetworkForm.Write,
        [Gate.PasswordChange] = NewPasswordForm.Write,
    };

    public static void MapSignInSteps(this IEndpointRouteBuilder routes)
    {
        Map(SecondFactorForm.Path, SecondFactorForm.Enter, SecondFactorForm.Write);
        Map(FactorSetupForm.Path, FactorSetupForm.Begin, FactorSetupForm.Write);
        Map(FactorSetupForm.ConfirmPath, FactorSetupForm.Confirm, FactorSetupForm.WriteAgain);
        Map(NewNetworkForm.Path, NewNetworkForm.Enter, NewNetworkForm.Write);
        Map(NewNetworkForm.SendPath, NewNetworkForm.Send, NewNetworkForm.Write);
        Map(NewPasswordForm.Path, NewPasswordForm.Choose, NewPasswordForm.Write);

        // The session may have ended by the last wrong code: then there is nothing to enter another one for.
        void Map(string path, RequestDelegate take, Form form) => routes.MapPost(path, take).WithMetadata(new AnswersWithPages(
            (http, status, message) => http.Features.Get<RequestInput>() is { } sent
                ? form(http, status, message, sent.Text(PageForm.Target))
                : SignInPage.Refuse(http, status, message)));
    }

    /// <returns>the form of what the visitor has to do next; null where nothing is left.</returns>
    public static Form? Next(HttpContext http, Caller caller) =>
        Forms.GetValueOrDefault(http.RequestServices.GetRequiredService<GateKeeper>().FirstBefore(caller));

    /// <summary>The page of a step. The way out is on each: whoever cannot go on signs in as somebody else.</summary>
    public static Task Write(HttpContext http, int status, string title, string? message, string body) => Page.Write(
        http, status, title, $"{(message is null ? "" : Page.Refusal(message))}\n{body}\n{SignInPage.SignOutForm(http)}");
}
