using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Application.Email;

/// <summary>Hands rendered mails to the world outside.</summary>
public interface IMailTransport
{
    /// <summary>Sending the same delivery again writes the same message, recognisable by its Message-ID.</summary>
    /// <returns>what the peer knows the message by.</returns>
    Task<string> Send(Delivery delivery, RenderedMail mail, CancellationToken cancellationToken);
}

/// <summary>Takes deliveries, so that of any number of workers one sends.</summary>
public interface IDeliveryLease
{
    /// <returns>false where the row is not due, or another worker holds it.</returns>
    Task<bool> Take(long deliveryId, string owner, CancellationToken cancellationToken);
}

/// <summary>How long to wait after each failed attempt (<c>Deliveries__RetryDelays</c>).</summary>
public sealed record DeliveryRetries(IReadOnlyList<TimeSpan> Delays);

/// <summary>Renders and sends one mail, and keeps the peer's answer.</summary>
public sealed class DeliverEmail(
    IDeliveryLease lease,
    IRepository<Delivery> deliveries,
    MailTemplates templates,
    IMailTransport transport,
    ITransaction transaction,
    DeliveryRetries retries,
    TimeProvider time) : IRowJob
{
    public static string Queue => "email";

    public async Task Run(long rowId, CancellationToken cancellationToken)
    {
        var owner = Guid.CreateVersion7().ToString("N");
        if (!await lease.Take(rowId, owner, cancellationToken))
        {
            return;
        }

        var delivery = (await deliveries.Find(new DeliveryById(rowId), cancellationToken))!;
        Action<Delivery> outcome;
        try
        {
            var mail = await templates.Render(delivery.TemplateKey, delivery.Variables);
            var peerId = await transport.Send(delivery, mail, cancellationToken);
            outcome = row => row.Sent(peerId, mail.Html, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            outcome = row => row.Failed(exception.Message, retries.Delays, time.GetUtcNow());
        }

        // Outside the try: a database that is away does not turn a mail that went out into one that failed.
        await Finish(rowId, owner, outcome, cancellationToken);
    }

    // Only the holder of the lease may finish a row.
    private Task Finish(long rowId, string owner, Action<Delivery> finish, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            if (await deliveries.Find(new DeliveryById(rowId), cancellationToken) is { } row && row.LeaseOwner == owner)
            {
                finish(row);
            }

            return true;
        },
        cancellationToken);
}
