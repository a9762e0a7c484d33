using System.Security.Cryptography;
using System.Text;

namespace PropOps.WebApi.Pages;

/// <summary>
/// Tokens of forms, against requests from other sites: made of a secret that the browser holds in a cookie no script can
/// read. Not the API's single-use ones: a page lies open for hours, and has many buttons.
/// </summary>
internal static class FormTokens
{
    public const string Field = "form_token";

    /// <param name="purpose">keeps the token of one form from passing for another's.</param>
    public static string Of(string secret, string purpose) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(purpose)));

    public static bool Fits(string? token, string? secret, string purpose) =>
        token is not null && secret is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Of(secret, purpose)));
}
