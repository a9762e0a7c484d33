using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Telemetry;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Application.Email;

/// <summary>Takes deliveries, so that of any number of workers one sends.</summary>
public interface IDeliveryLease
{
    /// <returns>false where the row is not due, or another worker holds it.</returns>
    Task<bool> Take(long deliveryId, string owner, CancellationToken cancellationToken);
}

/// <summary>
/// Renders and sends one mail, and keeps the peer's answer. Three steps, so that nothing of the database is held while the
/// peer is spoken to: take the row by lease, send, finish the row in a transaction of its own.
/// </summary>
public sealed class DeliverEmail(
    IDeliveryLease lease,
    IReadDb db,
    IRepository<Delivery> deliveries,
    MailTemplates templates,
    IMailTransport transport,
    ITransaction transaction,
    IBackgroundJobs backgroundJobs,
    DeliveryRetries retries,
    TimeProvider time) : IRowJob
{
    private static readonly Counter<long> Attempts = Signals.Figures.CreateCounter<long>("propops.mail.attempts", "{attempt}", "Attempts to hand a mail over");

    public static string Queue => "email";

    public async Task Run(long rowId, CancellationToken cancellationToken)
    {
        var owner = Guid.CreateVersion7().ToString("N");
        if (!await lease.Take(rowId, owner, cancellationToken))
        {
            return;
        }

        // Read without tracking: the row is loaded again, under its lock, when it is finished.
        var delivery = await db.Of<Delivery>().SingleAsync(row => row.Id == rowId, cancellationToken);
        var finished = await Finish(rowId, owner, await Attempt(delivery, cancellationToken));
        Attempts.Add(1, Signals.Label("propops.outcome", OutcomeOf(finished)));
        if (finished is { HasFailed: true })
        {
            throw FailureOf(finished);
        }
    }

    /// <summary>What waits for its next attempt has it now; what failed for good is sent again, as a delivery of its own.</summary>
    public async Task<long> AskedByHand(long rowId, string wish, CancellationToken cancellationToken)
    {
        var asked = await transaction.Run(
            async () =>
            {
                var row = (await deliveries.Find(new DeliveryById(rowId), cancellationToken))!;
                if (!row.HasFailed)
                {
                    row.Hasten(time.GetUtcNow());
                    return row;
                }

                if (row.CarriesSecrets)
                {
                    // Whoever needs the code or link asks for a new one; whoever looks after the mails must not be able to repeat it.
                    throw new JobFailedException("The mail carried a code or a link and is not sent again");
                }

                // Behind the lock of the row that failed: of two presses of the button the second finds what the first wrote.
                var again = row.SendAgain(wish, time.GetUtcNow());
                if (await deliveries.Find(new DeliveryByIdempotencyKey(again.IdempotencyKey), cancellationToken) is { } written)
                {
                    return written;
                }

                deliveries.Add(again);
                return again;
            },
            cancellationToken);
        return asked.HasFailed ? throw FailureOf(asked) : asked.Id;
    }

    private static string OutcomeOf(Delivery? finished) => finished?.Status switch
    {
        DeliveryStatus.Sent => "sent",
        DeliveryStatus.Queued => "postponed",
        DeliveryStatus.Bounced => "bounced",
        DeliveryStatus.Failed => "failed",
        _ => "lost",
    };

    private static JobFailedException FailureOf(Delivery delivery) =>
        new(EmailAddress.MaskAll(new PeerAnswer(delivery.PeerCode, delivery.PeerMessage!).ToString()));

    /// <returns>what the attempt made of the row.</returns>
    private async Task<Action<Delivery>> Attempt(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.HasExpired(time.GetUtcNow()))
        {
            return Failed(delivery, new PeerAnswer(null, "The code or link of the mail expired before it could be sent"), isFinal: true, bounced: false);
        }

        try
        {
            var mail = await templates.Render(delivery);
            using var span = Signals.Spans.StartActivity("mail", ActivityKind.Client);
            var sent = await transport.Send(delivery, mail, cancellationToken);
            return row => row.Sent(sent.MessageId, sent.Answer, mail.Html, time.GetUtcNow());
        }
        catch (MailNotSentException failure)
        {
            return Failed(delivery, failure.Answer, failure.IsFinal, failure.NoSuchAddress);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return row => row.GivenBack(time.GetUtcNow());
        }
        catch (Exception exception)
        {
            return Failed(delivery, new PeerAnswer(null, Unforeseen.Describe(exception)), isFinal: false, bounced: false);
        }
    }

    private Action<Delivery> Failed(Delivery delivery, PeerAnswer answer, bool isFinal, bool bounced)
    {
        var now = time.GetUtcNow();
        return isFinal || retries.After(delivery.Attempts) is not { } pause || delivery.HasExpired(now + pause)
            ? row => row.Failed(answer, bounced, now)
            : row => row.Postponed(answer, now + pause, now);
    }

    // The peer has spoken, so a stop of the program no longer stops us from keeping what it said. Only the holder of the
    // lease may finish a row.
    private Task<Delivery?> Finish(long rowId, string owner, Action<Delivery> outcome) => transaction.Run(
        async () =>
        {
            var row = await deliveries.Find(new DeliveryById(rowId), CancellationToken.None);
            if (row?.LeaseOwner != owner)
            {
                return null;
            }

            outcome(row);
            if (row is { Status: DeliveryStatus.Queued, NextAttemptAt: { } due })
            {
                backgroundJobs.ScheduleAfterCommit<DeliverEmail>(rowId, due);
            }

            return row;
        },
        CancellationToken.None);
}
