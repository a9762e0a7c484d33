using System.ComponentModel.DataAnnotations;
using PropOps.Application.Activity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Identity.EmailVerification;

/// <summary>Proves that somebody reads the mails of their address: by the code, in their session, or by the link, in any browser.</summary>
/// <remarks>No command: a wrong code must be counted although the call is refused.</remarks>
[Anyone]
public sealed record ConfirmEmail : IValidatableObject
{
    [Secret, Text(6, 6)]
    public string? Code { get; init; }

    [Secret, Text(43, 43)]
    public string? Token { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Code is null) == (Token is null))
        {
            yield return new(null, ["code"]);
        }
    }
}

public sealed record ConfirmedEmail(bool Verified);

internal sealed class ConfirmEmailHandler(
    ICurrentUser currentUser,
    GateKeeper gates,
    IRepository<User> users,
    OneTimeCodes codes,
    OneTimeLinks links,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    TimeProvider time) : IHandler<ConfirmEmail, ConfirmedEmail>
{
    /// <summary>The request is open to anybody, but a code is as good as its session.</summary>
    private static readonly SignedInAttribute InSession = new() { Clears = Gate.EmailVerification };

    public async Task<ConfirmedEmail> Handle(ConfirmEmail request, CancellationToken cancellationToken)
    {
        var tried = request.Token is { } token
            ? await transaction.Run(() => FollowLink(token, cancellationToken), cancellationToken)
            : await TakeCode(request.Code!, cancellationToken);
        return tried switch
        {
            { IsRight: true } => new ConfirmedEmail(Verified: true),
            { UsedUp: true } => throw new TooManyRefusal("Too many attempts. Ask for a new code", TimeSpan.FromSeconds(1)),
            _ => throw new InvalidRefusal(request.Token is null ? "code" : "token", "Verification code is wrong or has expired"),
        };
    }

    private Task<CodeTry> TakeCode(string code, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        gates.Require(caller, InSession);
        return transaction.Run(
            async () =>
            {
                var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
                var tried = await codes.Try(CodePurpose.EmailVerification, user, code, cancellationToken);
                if (tried.IsRight)
                {
                    await links.End(LinkPurpose.EmailVerification, user.Id, cancellationToken);
                    Verify(user);
                }

                return tried;
            },
            cancellationToken);
    }

    private async Task<CodeTry> FollowLink(string token, CancellationToken cancellationToken)
    {
        if (await links.Take(LinkPurpose.EmailVerification, token, cancellationToken) is not { } user)
        {
            return new CodeTry(IsRight: false, WrongTries: 0);
        }

        activity.ByLink(user.Id);
        Verify(user);
        return new CodeTry(IsRight: true, WrongTries: 0);
    }

    private void Verify(User user)
    {
        user.ProveEmail(time.GetUtcNow());
        activity.About("user", user.Id, user.Uuid, "Verified the mail address", ["email_verified_at"]);
        activityLog.Add(activity);
    }
}
