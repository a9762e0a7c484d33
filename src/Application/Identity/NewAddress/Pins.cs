using System.Globalization;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.NewAddress;

/// <summary>Mails PINs: at most one a minute and five an hour.</summary>
public sealed class Pins(OneTimeCodes codes, ISecurityMail mail, ISecurityLog securityLog, TimeProvider time)
{
    private const int MostAnHour = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Sends nothing where one was sent just now, or enough were; what was sent before is still good.</summary>
    /// <returns>how long to wait; null where it was sent.</returns>
    public async Task<TimeSpan?> Send(User user, Session session, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sent = await codes.SentSince(CodePurpose.NewAddress, user.Id, now - Hour, cancellationToken);
        if (sent.Count > 0 && sent[^1] + Pause > now)
        {
            return sent[^1] + Pause - now;
        }

        if (sent.Count >= MostAnHour)
        {
            return sent[^MostAnHour] + Hour - now;
        }

        var pin = await codes.Replace(CodePurpose.NewAddress, user, cancellationToken);
        mail.Queue(new SecurityMail(
            "ip_verification_pin",
            new MailRecipient(user.Uuid, user.Name, user.Email),
            new Dictionary<string, string>
            {
                ["expires_minutes"] = OneTimeCode.Lifetime.TotalMinutes.ToString(CultureInfo.InvariantCulture),
                ["device"] = session.UserAgent ?? "",
                ["location"] = NetworkAddress.Of(session.IpAddress),
            },
            new Dictionary<string, string> { ["pin"] = pin },
            now + OneTimeCode.Lifetime));
        securityLog.Add(new SecurityNote(SecurityEventType.PinSent, user.Id));
        return null;
    }
}
