using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using PropOps.Infrastructure.Configuration;

namespace PropOps.Notifications.Infrastructure.Email;

/// <summary>The relay that mails are handed to (<c>Email__Smtp__…</c>).</summary>
/// <param name="Authority">the certificates that the relay's must come from; null means those that the system trusts.</param>
/// <param name="Timeout">for reaching the relay, and again for its taking the mail.</param>
internal sealed record SmtpSettings(
    string Host, int Port, SecureSocketOptions Security, NetworkCredential? Account, X509Certificate2Collection? Authority, TimeSpan Timeout)
{
    // Twice this is well within a worker's lease.
    private const int LongestTimeout = 45;
    private const int UsualTimeout = 30;
    private static readonly string[] OfNoUseAlone = ["Port", "User", "Password", "Security", "CaFile", "TimeoutSeconds"];

    /// <returns>null where no relay is configured.</returns>
    /// <exception cref="StartupException">when a key is missing or malformed.</exception>
    public static SmtpSettings? From(IConfiguration configuration)
    {
        var smtp = configuration.GetSection("Email:Smtp");
        if (string.IsNullOrWhiteSpace(smtp["Host"]))
        {
            return OfNoUseAlone.FirstOrDefault(key => !string.IsNullOrEmpty(smtp[key])) is { } alone
                ? throw new StartupException($"Email__Smtp__Host is missing; Email__Smtp__{alone} is of no use without it.")
                : null;
        }

        var (security, usualPort) = smtp["Security"] switch
        {
            "None" => (SecureSocketOptions.None, 25),
            null or "" or "StartTls" => (SecureSocketOptions.StartTls, 587),
            "Tls" => (SecureSocketOptions.SslOnConnect, 465),
            _ => throw new StartupException("Email__Smtp__Security must be None, StartTls or Tls."),
        };
        var (user, password) = (Text(smtp["User"]), Text(smtp["Password"]));
        if (user is null != password is null)
        {
            throw new StartupException(user is null
                ? "Email__Smtp__User is missing; Email__Smtp__Password needs it."
                : "Email__Smtp__Password is missing; Email__Smtp__User needs it.");
        }

        return new SmtpSettings(
            smtp["Host"]!.Trim(), Number(smtp, "Port", usualPort, 65535), security, user is null ? null : new NetworkCredential(user, password), Authorities(Text(smtp["CaFile"])),
            TimeSpan.FromSeconds(Number(smtp, "TimeoutSeconds", UsualTimeout, LongestTimeout)));
    }

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static int Number(IConfigurationSection smtp, string key, int usual, int most) => Text(smtp[key]) switch
    {
        null => usual,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most => number,
        _ => throw new StartupException($"Email__Smtp__{key} must be a number from 1 to {most}."),
    };

    private static X509Certificate2Collection? Authorities(string? file)
    {
        if (file is null)
        {
            return null;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException("Email__Smtp__CaFile cannot be read as a file of PEM certificates.");
        }

        return certificates.Count > 0 ? certificates : throw new StartupException("Email__Smtp__CaFile holds no PEM certificate.");
    }
}
