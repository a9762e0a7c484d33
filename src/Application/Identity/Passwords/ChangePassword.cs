using Microsoft.EntityFrameworkCore;
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

namespace PropOps.Application.Identity.Passwords;

/// <summary>Chooses a new password by the old one. Every other session of the account ends.</summary>
/// <remarks>No command: a wrong password must be counted although the call is refused, and hashes are computed before the transaction.</remarks>
[SignedIn(Clears = Gate.PasswordChange)]
public sealed record ChangePassword
{
    [Secret, Text(1, 256)]
    public required string CurrentPassword { get; init; }

    [Secret, Text(1, PasswordPolicy.Longest)]
    public required string NewPassword { get; init; }
}

public sealed record ChangedPassword(int SessionsEnded);

internal sealed class ChangePasswordHandler(
    ICurrentUser currentUser,
    IReadDb db,
    IRepository<User> users,
    ISessions sessions,
    OneTimeLinks links,
    SessionRenewal renewal,
    ISignInGuard guard,
    KnownPlaces places,
    PasswordHashing passwords,
    ProofFailures failures,
    PasswordChoice choice,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    ISecurityLog securityLog,
    TimeProvider time) : IHandler<ChangePassword, ChangedPassword>
{
    public async Task<ChangedPassword> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        var owner = await db.Of<User>().SingleAsync(user => user.Id == caller.Id, cancellationToken);
        await Prove(caller, owner, request.CurrentPassword, cancellationToken);
        var hash = await choice.Accept(request.NewPassword, PasswordOwner.Of(owner), "new_password", cancellationToken);
        return await transaction.Run(
            async () =>
            {
                var user = (await users.Find(new UserById(caller.Id), cancellationToken))!;
                if (user.PasswordHash != owner.PasswordHash)
                {
                    throw ConflictRefusal.ChangedBySomeoneElse();
                }

                var now = time.GetUtcNow();
                user.ChoosePassword(hash, PasswordChangedBy.Self, now);

                // Whoever reads the owner's mails may be why they change it.
                await links.End(LinkPurpose.PasswordReset, user.Id, cancellationToken);
                var session = await renewal.Renew(caller, cancellationToken);

                // Where a second factor stands, a fresh proof takes both (auth.reauthenticate): else a password would do to switch it off.
                if (user.SecondFactorSince is null)
                {
                    session.Prove(now);
                }

                var ended = await sessions.EndAll(user.Id, kinds: null, except: caller.Session.Id, cancellationToken);
                activity.About("user", user.Id, user.Uuid, "Chose a new password", ["password"]);
                activityLog.Add(activity);
                securityLog.Add(new SecurityNote(SecurityEventType.PasswordChanged, user.Id));
                return new ChangedPassword(ended);
            },
            cancellationToken);
    }

    private async Task Prove(Caller caller, User owner, string password, CancellationToken cancellationToken)
    {
        var known = await places.IsHere(owner, cancellationToken);
        await guard.Take(owner.EmailToken, known, cancellationToken);
        if (!await passwords.Verify(password, owner.PasswordHash, cancellationToken))
        {
            await guard.Failed(owner.EmailToken, known, cancellationToken);
            await failures.Count(caller, Guard.Reauthentication, cancellationToken);
            throw new UnauthenticatedRefusal("Password or code is not correct", "reauthentication_failed");
        }

        // A right password alone forgives no wrong codes.
        await (owner.SecondFactorSince is null ? guard.Succeeded(owner.EmailToken, known, cancellationToken) : guard.GiveBack(owner.EmailToken, known, cancellationToken));
    }
}
