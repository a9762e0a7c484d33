using System.Globalization;
using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Input;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity.OneTime;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.EmailVerification;

/// <summary>Mails a code and a link, by either of which an account shows that it reads its mails.</summary>
[Permission(AccountKeys.Manage, OwnExempt = true, Clears = Gate.EmailVerification)]
public sealed record SendEmailVerification : ICommand
{
    /// <summary>Left out: oneself.</summary>
    [Alias("uuid", "user_id")]
    public Ref? UserUuid { get; init; }
}

public sealed record VerificationSent(bool Sent);

internal sealed class SendEmailVerificationHandler(
    ManagedAccounts accounts, OneTimeCodes codes, OneTimeLinks links, ISecurityMail mail, ISettings settings, ActivityDraft activity, TimeProvider time)
    : IHandler<SendEmailVerification, VerificationSent>
{
    private const int MostMails = 3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    public async Task<VerificationSent> Handle(SendEmailVerification request, CancellationToken cancellationToken)
    {
        var user = (await accounts.OwnOrManagedToChange<SendEmailVerification>(request.UserUuid, cancellationToken)).Account;
        if (user.EmailVerifiedAt is not null)
        {
            throw new ConflictRefusal("Email address is already verified");
        }

        var now = time.GetUtcNow();
        var sent = await codes.SentSince(CodePurpose.EmailVerification, user.Id, now - Window, cancellationToken);
        if (sent.Count >= MostMails)
        {
            throw new TooManyRefusal("Too many requests", sent[^MostMails] + Window - now);
        }

        var code = await codes.Replace(CodePurpose.EmailVerification, user, cancellationToken);
        var token = await links.Replace(LinkPurpose.EmailVerification, user, LinkLifetime, cancellationToken);
        mail.Queue(new SecurityMail(
            "email_verification",
            new MailRecipient(user.Uuid, user.Name, user.Email),
            new Dictionary<string, string> { ["expires_minutes"] = OneTimeCode.Lifetime.TotalMinutes.ToString(CultureInfo.InvariantCulture) },
            new Dictionary<string, string> { ["code"] = code, ["verify_url"] = $"{settings.Get(OrganisationSettings.Url).TrimEnd('/')}/verify-email?token={token}" },
            now + OneTimeCode.Lifetime));
        activity.About("user", user.Id, user.Uuid, "Was mailed a code to verify the address");
        return new VerificationSent(Sent: true);
    }
}
