using PropOps.Application.Activity;
using PropOps.Application.Identity.Acting;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Ends the session or token of the call; without one it is done already.</summary>
[Anyone]
public sealed record SignOut : ICommand;

public sealed record SignedOut(bool Ended);

internal sealed class SignOutHandler(
    ICurrentUser currentUser, ISessions sessions, IRememberedBrowsers browsers, ISessionCookie cookie, IRememberCookie rememberCookie, ActingEnd actingEnd, ActivityDraft activity)
    : IHandler<SignOut, SignedOut>
{
    public async Task<SignedOut> Handle(SignOut request, CancellationToken cancellationToken)
    {
        // The browser may be remembered although its session has run out.
        if (rememberCookie.Token is { } token && await browsers.Find(token, cancellationToken) is { } remembered)
        {
            await browsers.End(remembered.BrowserId, cancellationToken);
        }

        if (currentUser.Caller is { } caller)
        {
            var session = (await sessions.Find(caller.Session.Id, cancellationToken))!;
            await sessions.End(session, cancellationToken);
            if (session.Kind == SessionKind.Acting)
            {
                await actingEnd.Tell(session, cancellationToken);
            }

            activity.About("user", caller.Id, caller.Uuid, "Signed out");
        }
        else
        {
            activity.NothingHappened();
        }

        cookie.Clear();
        rememberCookie.Clear();
        return new SignedOut(Ended: true);
    }
}
