using System.Globalization;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;

namespace PropOps.Application.Identity.Invitations;

/// <summary>Makes and mails the link by which whom an account was made for takes it over; the earlier link ends.</summary>
public sealed class InvitationMails(OneTimeLinks links, ICurrentUser currentUser, ISecurityMail mail, ISettings settings, TimeProvider time)
{
    /// <returns>until when the link is good.</returns>
    public async Task<DateTimeOffset> Send(User user, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var token = await links.Replace(LinkPurpose.Invitation, user, lifetime, cancellationToken);
        var expiresAt = time.GetUtcNow() + lifetime;
        user.Invited(expiresAt);
        mail.Queue(new SecurityMail(
            "invitation",
            new MailRecipient(user.Uuid, user.Name, user.Email),
            new Dictionary<string, string> { ["invited_by"] = currentUser.Actor.Name, ["account_type"] = user.AccountType.ToString(), ["expires_at"] = InWords(expiresAt) },
            new Dictionary<string, string> { ["activation_url"] = $"{settings.Get(OrganisationSettings.Url).TrimEnd('/')}/invitation?token={token}" },
            expiresAt));
        return expiresAt;
    }

    private string InWords(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(settings.Get(OrganisationSettings.TimeZone)))
            .ToString("f", CultureInfo.GetCultureInfo(settings.Get(OrganisationSettings.Language)));
}
