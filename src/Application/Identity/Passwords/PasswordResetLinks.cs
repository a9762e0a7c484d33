using System.Globalization;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Security;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Passwords;

/// <summary>Mails the link by which an account gets a new password: one use, one hour, and the earlier ones end.</summary>
public sealed class PasswordResetLinks(OneTimeLinks links, ISecurityMail mail, ISecurityLog securityLog, ISettings settings, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Only this many mails within <see cref="Window"/> (PW-4).</summary>
    private const int MostMails = 3;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Behind the lock of the account, so that parallel requests are counted.</summary>
    /// <returns>false where enough were sent lately, and nothing was.</returns>
    public async Task<bool> Send(User user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await links.CountSince(LinkPurpose.PasswordReset, user.Id, now - Window, cancellationToken) >= MostMails)
        {
            return false;
        }

        var token = await links.Replace(LinkPurpose.PasswordReset, user, Lifetime, cancellationToken);
        mail.Queue(new SecurityMail(
            "password_reset",
            new MailRecipient(user.Uuid, user.Name, user.Email),
            new Dictionary<string, string> { ["expires_minutes"] = Lifetime.TotalMinutes.ToString(CultureInfo.InvariantCulture) },
            new Dictionary<string, string> { ["reset_url"] = $"{settings.Get(OrganisationSettings.Url).TrimEnd('/')}/reset-password?token={token}" },
            now + Lifetime));
        securityLog.Add(new SecurityNote(SecurityEventType.PasswordReset, user.Id) { Detail = "A link was mailed" });
        return true;
    }
}
