using PropOps.Application.Activity;
using PropOps.Application.UseCases;

namespace PropOps.Application.Identity.Mobile;

/// <summary>Ends the app's session.</summary>
[Permission(Key, PassesGates = true)]
public sealed record CloseMobileSession : ICommand
{
    internal const string Key = "api.security.mobile_auth.use";
}

internal sealed class CloseMobileSessionHandler(ICurrentUser currentUser, ISessions sessions, ActivityDraft activity) : IHandler<CloseMobileSession, SignedOut>
{
    public async Task<SignedOut> Handle(CloseMobileSession request, CancellationToken cancellationToken)
    {
        var caller = currentUser.RequireCaller();
        await sessions.End((await sessions.Find(caller.Session.Id, cancellationToken))!, cancellationToken);
        activity.About("user", caller.Id, caller.Uuid, "Signed out");
        return new SignedOut(Ended: true);
    }
}
