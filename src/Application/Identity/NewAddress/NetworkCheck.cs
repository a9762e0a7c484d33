using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Security;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.NewAddress;

/// <summary>Asks for a PIN where somebody signs in from a network that their account does not use (PIN-1).</summary>
public sealed class NetworkCheck(IKnownNetworks networks, Pins pins, ISecurityMail mail, ISecurityLog securityLog, ISettings settings)
{
    /// <summary>In the transaction that opens the session.</summary>
    public async Task Meet(User user, Session session, CancellationToken cancellationToken)
    {
        if (!Covers(user.AccountType) || await networks.Know(user.Id, session.IpAddress, cancellationToken))
        {
            await networks.Remember(user.Id, session.IpAddress, cancellationToken);
            return;
        }

        session.AskForPin();
        securityLog.Add(new SecurityNote(SecurityEventType.NewAddress, user.Id));
        await pins.Send(user, session, cancellationToken);
    }

    /// <summary>Without a relay nobody would ever read the PIN.</summary>
    private bool Covers(AccountType type) => mail.HasRelay && settings.Get(IdentitySettings.NewAddressPin) switch
    {
        "all" => true,
        "staff" => type == AccountType.Staff,
        _ => false,
    };
}
