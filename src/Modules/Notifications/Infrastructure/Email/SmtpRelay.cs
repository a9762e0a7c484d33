using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Domain.Deliveries;
using IMailTransport = PropOps.Notifications.Application.Email.IMailTransport;

namespace PropOps.Notifications.Infrastructure.Email;

/// <summary>
/// Hands mails to the relay, one connection each. What the relay refuses with 5xx while it is given the mail is refused for
/// good; all else passes: no connection, no trust, no right to send, 4xx, silence.
/// </summary>
internal sealed partial class SmtpRelay(SmtpSettings settings, MailMessages messages) : IMailTransport
{
    private const int FirstPermanent = 500;

    public async Task<SentMail> Send(Delivery delivery, RenderedMail mail, CancellationToken cancellationToken)
    {
        var message = messages.Of(delivery, mail);
        using var client = new SmtpClient { Timeout = (int)settings.Timeout.TotalMilliseconds };
        if (settings.Authority is not null)
        {
            // A private authority seldom says where its revocation list is.
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors);
        }

        await Connect(client, cancellationToken);
        return await Hand(client, message);
    }

    private async Task Connect(SmtpClient client, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(settings.Timeout);
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, attempt.Token);
            if (settings.Account is not null)
            {
                await client.AuthenticateAsync(settings.Account, attempt.Token);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (SmtpCommandException exception)
        {
            throw Passing(Answer(exception));
        }
        catch (AuthenticationException exception)
        {
            throw Passing(exception.InnerException is SmtpCommandException refusal ? Answer(refusal) : new PeerAnswer(null, exception.Message));
        }
        catch (SslHandshakeException)
        {
            throw Passing(new PeerAnswer(null, "The relay's certificate is not trusted, or it speaks no TLS"));
        }
        catch (NotSupportedException)
        {
            throw Passing(new PeerAnswer(null, "The relay offers no STARTTLS or no authentication"));
        }
        catch (Exception exception) when (TroubleWithTheLine(exception) is { } trouble)
        {
            throw Passing(trouble);
        }
    }

    // From here on a stop of the program waits for the relay's answer, which is bounded: of a mail that was taken it shall be
    // known.
    private async Task<SentMail> Hand(SmtpClient client, MimeMessage message)
    {
        using var attempt = new CancellationTokenSource(settings.Timeout);
        try
        {
            var answer = await client.SendAsync(message, attempt.Token);
            return new SentMail(message.MessageId!, new PeerAnswer("250", answer.ReplaceLineEndings(" ")));
        }
        catch (SmtpCommandException exception)
        {
            var answer = Answer(exception);
            var noSuchAddress = exception.ErrorCode == SmtpErrorCode.RecipientNotAccepted && NoSuchAddress().IsMatch(answer.Text);
            throw new MailNotSentException(answer, isFinal: (int)exception.StatusCode >= FirstPermanent, noSuchAddress);
        }
        catch (ServiceNotAuthenticatedException exception)
        {
            throw Passing(new PeerAnswer("530", exception.Message));
        }
        catch (NotSupportedException exception)
        {
            // The address needs SMTPUTF8, and the relay has none.
            throw new MailNotSentException(new PeerAnswer(null, exception.Message), isFinal: true);
        }
        catch (Exception exception) when (TroubleWithTheLine(exception) is { } trouble)
        {
            throw Passing(trouble);
        }
    }

    private static MailNotSentException Passing(PeerAnswer answer) => new(answer, isFinal: false);

    private static PeerAnswer Answer(SmtpCommandException exception) =>
        new(((int)exception.StatusCode).ToString(CultureInfo.InvariantCulture), exception.Message.ReplaceLineEndings(" "));

    /// <returns>null where it was something else.</returns>
    private PeerAnswer? TroubleWithTheLine(Exception exception) => exception switch
    {
        OperationCanceledException or TimeoutException => new PeerAnswer(null, $"The relay did not answer within {settings.Timeout.TotalSeconds} s"),
        SocketException socket => new PeerAnswer(null, $"The relay cannot be reached ({socket.SocketErrorCode})"),
        SmtpProtocolException or ServiceNotConnectedException or IOException => new PeerAnswer(null, "The relay dropped the connection"),
        _ => null,
    };

    private bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 relay || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.CustomTrustStore.AddRange(settings.Authority!);
        ours.ChainPolicy.ExtraStore.AddRange((X509Certificate2[])[.. chain?.ChainElements.Select(element => element.Certificate) ?? []]);
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return ours.Build(relay);
    }

    // RFC 3463: X.1.X is about the address, X.2.X about its mailbox.
    [GeneratedRegex(@"\A5\.[12]\.\d", RegexOptions.CultureInvariant)]
    private static partial Regex NoSuchAddress();
}
