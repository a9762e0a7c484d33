using PropOps.Application.Activity;
using PropOps.Application.Identity.NewAddress;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity;

/// <summary>
/// Signs a remembered browser in again (SIGN-6). It proves which browser it is, not who sits before it: no fresh proof, and
/// no second factor.
/// </summary>
/// <remarks>No use case of its own: it happens on the way to one, in the place of the session that has run out.</remarks>
public sealed class RememberedSignIn(
    IRememberedBrowsers browsers,
    IRepository<User> users,
    SessionOpening opening,
    NetworkCheck networkCheck,
    KnownPlaces places,
    ISessionCookie sessionCookie,
    IRememberCookie rememberCookie,
    PortalAccess portal,
    ITransaction transaction,
    ISecurityLog securityLog,
    ISettings settings,
    TimeProvider time)
{
    /// <returns>the token of the new session; null where the browser is not remembered, or not any more.</returns>
    public async Task<string?> Resume(string token, CancellationToken cancellationToken)
    {
        // As it was when the request came: of two at one moment one gets the session, and the other one is no theft.
        var found = await browsers.Find(token, cancellationToken);
        switch (found)
        {
            case { IsLive: true, IsUsed: true }:
                await EndStolen(found, cancellationToken);
                return null;
            case { IsLive: true }:
                return await transaction.Run(() => Open(found, cancellationToken), cancellationToken);
            default:
                rememberCookie.Clear();
                return null;
        }
    }

    private async Task<string?> Open(RememberToken token, CancellationToken cancellationToken)
    {
        var user = (await users.Find(new UserById(token.UserId), cancellationToken))!;
        var until = time.GetUtcNow().AddDays(settings.Get(IdentitySettings.RememberDays));
        if (!user.MaySignIn || !portal.LetsIn(user.AccountType) || await browsers.Exchange(token, until, cancellationToken) is not { } next)
        {
            return null;
        }

        var opened = opening.Open(user, SessionKind.Remembered);
        opened.Session.ComesFrom(token.BrowserId);
        await networkCheck.Meet(user, opened.Session, cancellationToken);
        await places.Remember(user, opened.Session, cancellationToken);
        user.SignedIn(time.GetUtcNow());
        securityLog.Add(new SecurityNote(SecurityEventType.SignIn, user.Id) { Outcome = SignInOutcome.Success, Method = SignInMethod.Remember });
        transaction.AfterCommit(() =>
        {
            sessionCookie.Set(opened.Token);
            rememberCookie.Set(next, until);
        });
        return opened.Token;
    }

    private Task<bool> EndStolen(RememberToken token, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            await browsers.End(token.BrowserId, cancellationToken);
            securityLog.Add(new SecurityNote(SecurityEventType.RememberReuse, token.UserId)
            {
                Method = SignInMethod.Remember, Detail = "A remembered browser's used token was sent again; every session of that browser has ended",
            });
            transaction.AfterCommit(rememberCookie.Clear);
            return true;
        },
        cancellationToken);
}
