using PropOps.Application.Activity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.SecondFactors;

/// <summary>Passes the second factor with a code of the authenticator app or a recovery code.</summary>
/// <remarks>No command: a wrong code must be counted although the call is refused.</remarks>
[SignedIn(Clears = Gate.SecondFactor)]
public sealed record VerifySecondFactor
{
    [Secret, Text(6, 20)]
    public required string Code { get; init; }

    /// <summary>The factor is not asked for in this browser for so many days.</summary>
    [Limits(0, 30)]
    public int TrustDeviceDays { get; init; }
}

public sealed record VerifiedSecondFactor(bool Passed, int RecoveryCodesLeft);

internal sealed class VerifySecondFactorHandler(
    ICurrentUser currentUser,
    IRepository<User> users,
    ISecondFactors factors,
    FactorTries tries,
    SessionRenewal renewal,
    ITrustedDevices devices,
    KnownPlaces places,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    ISecurityLog securityLog) : IHandler<VerifySecondFactor, VerifiedSecondFactor>
{
    public async Task<VerifiedSecondFactor> Handle(VerifySecondFactor request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var method = await tries.Take(caller, request.Code, cancellationToken);
        return await transaction.Run(
            async () =>
            {
                var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
                var session = await renewal.Renew(caller, cancellationToken);
                session.PassSecondFactor();
                await places.Remember(user, session, cancellationToken);
                user.PassedGate(Guard.Mfa);
                if (request.TrustDeviceDays > 0)
                {
                    devices.Trust(user, request.TrustDeviceDays);
                }

                securityLog.Add(new SecurityNote(SecurityEventType.SignIn, user.Id) { Outcome = SignInOutcome.Success, Method = method });
                activity.About("user", user.Id, user.Uuid, "Passed the second factor");
                activityLog.Add(activity);
                return new VerifiedSecondFactor(Passed: true, await factors.RecoveryCodesLeft(user.Id, cancellationToken));
            },
            cancellationToken);
    }
}
