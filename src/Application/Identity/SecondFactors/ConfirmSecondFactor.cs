using PropOps.Application.Activity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Turns the second factor on with a code of the secret that was shown; other sessions end.</summary>
[SignedIn(Clears = Gate.SecondFactorSetup)]
public sealed record ConfirmSecondFactor : ICommand
{
    [Secret, Text(6, 6)]
    public required string Code { get; init; }
}

[ShownOnce]
public sealed record ConfirmedSecondFactor(bool Enabled, IReadOnlyList<string> RecoveryCodes);

internal sealed class ConfirmSecondFactorHandler(
    ICurrentUser currentUser,
    IRepository<User> users,
    ISecondFactors factors,
    IAuthenticatorApp app,
    RecoveryCodes recoveryCodes,
    ISessions sessions,
    SessionRenewal renewal,
    ISecurityLog securityLog,
    ActivityDraft activity,
    TimeProvider time) : IHandler<ConfirmSecondFactor, ConfirmedSecondFactor>
{
    public async Task<ConfirmedSecondFactor> Handle(ConfirmSecondFactor request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var now = time.GetUtcNow();
        var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
        var factor = await factors.Of(user, cancellationToken);
        if (factor.OfferedAt(now) is not { } secret || app.StepOf(secret, request.Code) is not { } step)
        {
            throw new InvalidRefusal("code", "That code is not correct", "mfa_failed");
        }

        var (shown, kept) = recoveryCodes.Make();
        factor.Confirm(step, kept);
        user.TurnSecondFactorOn(now);
        (await renewal.Renew(caller, cancellationToken)).PassSecondFactor();

        // Personal tokens stay: they were made behind a fresh proof, and count as past the factor (TOK-2).
        await sessions.EndAll(user.Id, [SessionKind.Web, SessionKind.Remembered, SessionKind.Login, SessionKind.Mobile, SessionKind.Acting], caller.Session.Id, cancellationToken);
        securityLog.Add(new SecurityNote(SecurityEventType.MfaEnabled, user.Id));
        activity.About("user", user.Id, user.Uuid, "Second factor turned on", ["mfa_enabled"]);
        return new ConfirmedSecondFactor(Enabled: true, shown);
    }
}
