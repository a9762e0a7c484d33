using MimeKit;
using PropOps.Infrastructure.Configuration;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Infrastructure.Email;

/// <summary>
/// Without a relay each mail is a file of the data folder, named by its delivery: written whole or not at all, and a second
/// attempt after a crash writes the same files again.
/// </summary>
internal sealed class PickupFolder(DataFolder data, MailMessages messages) : IMailTransport
{
    public async Task<SentMail> Send(Delivery delivery, RenderedMail mail, CancellationToken cancellationToken)
    {
        var message = messages.Of(delivery, mail);
        var file = data.File("mail", $"{delivery.Uuid}.eml");
        var temporary = $"{file}.new";
        await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await message.WriteToAsync(FormatOptions.Default, stream, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
        return new SentMail(message.MessageId!, new PeerAnswer(null, "Written to the pickup folder"));
    }
}
