using PropOps.Application.Identity.NewAddress;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Pages;

/// <summary>Asks for the PIN that was mailed because the sign-in came from a new network (PIN-1).</summary>
internal static class NewNetworkForm
{
    public const string Path = "/sign-in/pin";
    public const string SendPath = "/sign-in/pin/send";
    private const string Api = "/api/auth/ip-pin";
    private const string Pin = "pin";

    public static async Task Enter(HttpContext http)
    {
        await PageForm.Take<VerifyPin, PassedPin>(http, Path, Api, "auth.ip_pin.verify", form => new() { [Pin] = [form.Text(Pin)?.Trim()] });
        PageForm.GoOn(http);
    }

    public static async Task Send(HttpContext http)
    {
        var sent = await PageForm.Take<SendPin, SentPin>(http, SendPath, Api, "auth.ip_pin.send", _ => []);
        await Write(http, StatusCodes.Status200OK, message: null, $"A new PIN was sent to {sent.SentTo}.", http.Features.Get<RequestInput>()!.Text(PageForm.Target));
    }

    public static Task Write(HttpContext http, int status, string? message, string? target) =>
        Write(http, status, message, "You have not signed in from this network lately. A PIN was sent to your mail address.", target);

    private static Task Write(HttpContext http, int status, string? message, string note, string? target) => SignInSteps.Write(
        http,
        status,
        "New network",
        message,
        $"""
        <p>{Page.Text(note)}</p>
        {PageForm.Of(
            http,
            Path,
            target,
            $"""
            <label for="pin">PIN</label>
            <input id="pin" name="{Pin}" inputmode="numeric" autocomplete="one-time-code" required autofocus>
            """,
            "Continue")}
        {PageForm.Of(http, SendPath, target, "", "Send another PIN")}
        """);
}
