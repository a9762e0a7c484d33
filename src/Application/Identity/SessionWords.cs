using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>How sessions are shown.</summary>
public static class SessionWords
{
    /// <summary>The kinds of the contract: every bearer token of an account is an api_token, whatever made it.</summary>
    public static string OnTheWire(this SessionKind kind) => kind switch
    {
        SessionKind.Web => "web",
        SessionKind.Remembered => "remembered",
        SessionKind.Mobile => "mobile",
        _ => "api_token",
    };
}
