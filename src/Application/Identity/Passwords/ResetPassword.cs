using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Passwords;

/// <summary>Sets a new password with the link that was mailed. Whoever was signed in is signed out everywhere.</summary>
/// <remarks>No command: hashes are computed before the transaction that takes the link.</remarks>
[Anyone]
public sealed record ResetPassword
{
    [Secret, Text(1, 200)]
    public required string Token { get; init; }

    [Secret, Text(1, PasswordPolicy.Longest)]
    public required string Password { get; init; }
}

internal sealed class ResetPasswordHandler(
    OneTimeLinks links,
    ISessions sessions,
    ISignInGuard guard,
    IKnownNetworks networks,
    IBlindIndex blindIndex,
    PasswordChoice choice,
    ITransaction transaction,
    ActivityDraft activity,
    IActivityLog activityLog,
    ISecurityLog securityLog,
    Origin origin,
    TimeProvider time) : IHandler<ResetPassword, Nothing?>
{
    public async Task<Nothing?> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        var owner = (await links.Look(LinkPurpose.PasswordReset, request.Token, cancellationToken))?.User;
        var hash = await choice.Accept(request.Password, PasswordOwner.Of(StillHere(owner)), "password", cancellationToken);
        return await transaction.Run(
            async () =>
            {
                var user = StillHere(await links.Take(LinkPurpose.PasswordReset, request.Token, cancellationToken));
                user.ChoosePassword(hash, PasswordChangedBy.Reset, time.GetUtcNow());
                await sessions.EndAll(user.Id, kinds: null, except: null, cancellationToken);
                await guard.Unlock(blindIndex.Token(BlindIndexKind.Email, user.Email), cancellationToken);
                await networks.Remember(user.Id, origin.IpAddress, cancellationToken);
                activity.ByLink(user.Id);
                activity.About("user", user.Id, user.Uuid, "Chose a new password by a mailed link", ["password"]);
                activityLog.Add(activity);
                securityLog.Add(new SecurityNote(SecurityEventType.PasswordReset, user.Id) { Detail = "A new password was chosen by the mailed link" });
                return (Nothing?)null;
            },
            cancellationToken);
    }

    /// <summary>Neither the link nor its account may have gone.</summary>
    private static User StillHere(User? user) =>
        user is { MaySignIn: true } ? user : throw new InvalidRefusal("token", "Reset token is invalid or has expired.");
}
