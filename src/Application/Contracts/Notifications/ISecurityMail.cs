namespace PropOps.Application.Contracts.Notifications;

/// <summary>
/// Mails that carry a secret: a code, a PIN, a one-time link. Nobody else may send those, and no event may hold them. From
/// Notifications, for the core.
/// </summary>
public interface ISecurityMail
{
    /// <summary>False where mails only become files of the data folder, which their recipients never see.</summary>
    bool HasRelay { get; }

    /// <summary>Queues the mail in the running transaction; it goes out after the commit.</summary>
    void Queue(SecurityMail mail);
}

/// <param name="Template">one of the shipped mails of the categories security, verification and onboarding.</param>
/// <param name="Variables">what the template uses besides what every mail has.</param>
/// <param name="Secrets">kept encrypted until the mail is accepted, refused or too late, then gone.</param>
/// <param name="ExpiresAt">from then on the secrets are good for nothing, and the mail is not sent.</param>
public sealed record SecurityMail(
    string Template,
    MailRecipient To,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyDictionary<string, string> Secrets,
    DateTimeOffset ExpiresAt);

/// <param name="AccountUuid">null where the address belongs to no account.</param>
public sealed record MailRecipient(Guid? AccountUuid, string Name, string Address);
