using PropOps.Application.Activity;
using PropOps.Application.UseCases;

namespace PropOps.Application.Identity;

/// <summary>Ends the session or token of the call; without one it is done already.</summary>
[Anyone]
public sealed record SignOut : ICommand;

public sealed record SignedOut(bool Ended);

internal sealed class SignOutHandler(ICurrentUser currentUser, ISessions sessions, ISessionCookie cookie, ActivityDraft activity, TimeProvider time)
    : IHandler<SignOut, SignedOut>
{
    public async Task<SignedOut> Handle(SignOut request, CancellationToken cancellationToken)
    {
        if (currentUser.Caller is { } caller)
        {
            var session = await sessions.Find(caller.Session.Id, cancellationToken);
            session?.End(time.GetUtcNow());
            activity.About("user", caller.Id, caller.Uuid, "Signed out");
        }
        else
        {
            activity.NothingHappened();
        }

        cookie.Clear();
        return new SignedOut(Ended: true);
    }
}
