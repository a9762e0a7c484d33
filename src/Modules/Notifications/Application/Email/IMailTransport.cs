using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Application.Email;

/// <summary>Hands rendered mails to the world outside.</summary>
public interface IMailTransport
{
    /// <summary>Sending the same delivery again writes the same message, recognisable by its Message-ID.</summary>
    /// <exception cref="MailNotSentException">when the peer did not take it.</exception>
    Task<SentMail> Send(Delivery delivery, RenderedMail mail, CancellationToken cancellationToken);
}

/// <summary>The peer has taken the mail and answers for it from now on.</summary>
public sealed record SentMail(string MessageId, PeerAnswer Answer);

/// <summary>The peer did not take the mail.</summary>
/// <param name="isFinal">whether another attempt is of no use.</param>
/// <param name="noSuchAddress">whether the peer says that the address takes no mail.</param>
public sealed class MailNotSentException(PeerAnswer answer, bool isFinal, bool noSuchAddress = false) : Exception(answer.ToString())
{
    public PeerAnswer Answer { get; } = answer;

    public bool IsFinal { get; } = isFinal;

    public bool NoSuchAddress { get; } = noSuchAddress;
}

/// <summary>Whether mails leave the house: where no relay is configured, they do not.</summary>
public sealed record MailReach(bool HasRelay);
