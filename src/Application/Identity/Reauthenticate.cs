using PropOps.Application.Activity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity;

/// <summary>Shows once more who is calling; opens what needs a fresh proof for 15 minutes.</summary>
/// <remarks>No command: a wrong password must be counted although the call is refused.</remarks>
[SignedIn(Clears = Gate.Reauthentication)]
public sealed record Reauthenticate
{
    [Secret, Text(1, 256)]
    public required string Password { get; init; }

    /// <summary>A code of the authenticator app, or a recovery code, where the account has a second factor.</summary>
    [Secret, Text(6, 20)]
    public string? MfaCode { get; init; }
}

public sealed record Reauthenticated(DateTimeOffset ValidUntil);

internal sealed class ReauthenticateHandler(
    ICurrentUser currentUser,
    IRepository<User> users,
    SessionRenewal renewal,
    KnownPlaces places,
    ISignInGuard guard,
    PasswordHashing passwords,
    SecondFactorCheck secondFactor,
    ProofFailures failures,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    ISecurityLog securityLog,
    TimeProvider time) : IHandler<Reauthenticate, Reauthenticated>
{
    public async Task<Reauthenticated> Handle(Reauthenticate request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
        if (user.SecondFactorSince is not null && request.MfaCode is null)
        {
            throw new InvalidRefusal("mfa_code");
        }

        var known = await places.IsHere(user, cancellationToken);
        await guard.Take(user.EmailToken, known, cancellationToken);
        if (!await passwords.Verify(request.Password, user.PasswordHash, cancellationToken)
            || (user.SecondFactorSince is not null && await secondFactor.Take(user, request.MfaCode!, cancellationToken) is null))
        {
            await guard.Failed(user.EmailToken, known, cancellationToken);
            await failures.Count(caller, Guard.Reauthentication, cancellationToken);
            throw new UnauthenticatedRefusal("Password or code is not correct", "reauthentication_failed");
        }

        await guard.Succeeded(user.EmailToken, known, cancellationToken);
        var now = time.GetUtcNow();
        return await transaction.Run(
            async () =>
            {
                var session = await renewal.Renew(caller, cancellationToken);
                session.Prove(now);
                (await users.Find(new UserById(caller.Id), cancellationToken))!.PassedGate(Guard.Reauthentication);
                securityLog.Add(new SecurityNote(SecurityEventType.Reauthenticated, caller.Id));
                activity.About("user", caller.Id, caller.Uuid, "Confirmed who they are");
                activityLog.Add(activity);
                return new Reauthenticated(now + ReauthenticationGate.ProofHolds);
            },
            cancellationToken);
    }
}
