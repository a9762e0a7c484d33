using PropOps.Application.Settings;
using PropOps.Application.UseCases;

namespace PropOps.Application.Identity;

/// <summary>Somebody is there. A front end says so every minute; a session in a cookie lives on by it.</summary>
/// <remarks>No command: a sign of life leaves no activity row.</remarks>
[SignedIn]
public sealed record Beat;

public sealed record Beaten([property: AlsoAtTop] bool Valid);

internal sealed class BeatHandler(ICurrentUser currentUser, ISessions sessions, ISettings settings, TimeProvider time) : IHandler<Beat, Beaten>
{
    public async Task<Beaten> Handle(Beat request, CancellationToken cancellationToken)
    {
        await sessions.Beat(currentUser.RequireCaller().Session, time.GetUtcNow().AddHours(settings.Get(IdentitySettings.SessionHours)), cancellationToken);
        return new Beaten(Valid: true);
    }
}
