using PropOps.Application.Activity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.NewAddress;

/// <summary>Confirms by the mailed PIN that the account's owner signed in from a new network, which is known from then on.</summary>
/// <remarks>No command: a wrong PIN must be counted although the call is refused.</remarks>
[SignedIn(Clears = Gate.NewAddress)]
public sealed record VerifyPin
{
    [Secret, Text(6, 6)]
    public required string Pin { get; init; }
}

public sealed record PassedPin(bool Passed);

internal sealed class VerifyPinHandler(
    ICurrentUser currentUser,
    IRepository<User> users,
    SessionRenewal renewal,
    OneTimeCodes codes,
    IKnownNetworks networks,
    KnownPlaces places,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    ISecurityLog securityLog) : IHandler<VerifyPin, PassedPin>
{
    /// <summary>Of one PIN; the fifth wrong try makes it void (GATE-3).</summary>
    private const int ToldAfter = 3;

    public async Task<PassedPin> Handle(VerifyPin request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        if (!caller.Session.AwaitsPin)
        {
            throw new ConflictRefusal("No PIN is needed");
        }

        return await transaction.Run(() => Try(request.Pin, caller, cancellationToken), cancellationToken)
            ? new PassedPin(Passed: true)
            : throw new UnauthenticatedRefusal("That PIN is not correct or has expired", "pin_failed");
    }

    private async Task<bool> Try(string pin, Caller caller, CancellationToken cancellationToken)
    {
        var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
        var tried = await codes.Try(CodePurpose.NewAddress, user, pin, cancellationToken);
        securityLog.Add(new SecurityNote(tried.IsRight ? SecurityEventType.PinPassed : SecurityEventType.PinFailed, user.Id));
        if (!tried.IsRight)
        {
            if (tried.WrongTries == ToldAfter)
            {
                user.FailedGate(Guard.IpPin);
            }

            return false;
        }

        var session = await renewal.Renew(caller, cancellationToken);
        session.PassPin();
        user.PassedGate(Guard.IpPin);
        await networks.Remember(user.Id, session.IpAddress, cancellationToken);
        await places.Remember(user, session, cancellationToken);
        activity.Action = "guard_ip_pin_verified";
        activity.About("user", user.Id, user.Uuid, "Confirmed a new network by its PIN");
        activityLog.Add(activity);
        return true;
    }
}
