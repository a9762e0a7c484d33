using MimeKit;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Infrastructure.Email;

/// <summary>The MIME message of a delivery: the same on every attempt, so that a repetition can be recognised.</summary>
internal sealed class MailMessages(MailboxAddress from)
{
    /// <exception cref="MailNotSentException">when the recipient's address is none.</exception>
    public MimeMessage Of(Delivery delivery, RenderedMail mail)
    {
        if (!MailboxAddress.TryParse(delivery.Address, out var recipient))
        {
            throw new MailNotSentException(new PeerAnswer(null, "The recipient's address is no mail address"), isFinal: true);
        }

        var message = new MimeMessage
        {
            MessageId = $"{delivery.Uuid}@{from.Domain}",
            Date = delivery.CreatedAt,
            Subject = mail.Subject,
            Body = new Multipart("alternative") { new TextPart("plain") { Text = mail.Text }, new TextPart("html") { Text = mail.Html } },
        };
        message.From.Add(from);
        message.To.Add(recipient);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-PropOps-Delivery", delivery.Uuid.ToString());
        message.Headers.Add("X-Mailin-Tag", delivery.Uuid.ToString());
        if (delivery.JobUuid is { } job)
        {
            // All mails of a job stand in one thread.
            message.References.Add($"job-{job}@{from.Domain}");
        }

        return message;
    }
}
