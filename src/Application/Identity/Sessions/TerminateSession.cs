using Microsoft.EntityFrameworkCore;
using PropOps.Application.Accounts;
using PropOps.Application.Activity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Sessions;

/// <summary>Ends one session or token; it is refused with its next request on every node.</summary>
[Permission("api.security.sessions.terminate", Also = ["api.users.users.manage"], OwnExempt = true, OwnHandsOnly = true)]
public sealed record TerminateSession : ICommand
{
    [Text(1, 40)]
    public required string SessionId { get; init; }

    [Alias("user_uuid", "uuid")]
    public Ref? UserId { get; init; }

    [Text(0, 300)]
    public string? Reason { get; init; }
}

public sealed record TerminatedSession(string SessionId, bool Ended);

internal sealed class TerminateSessionHandler(
    ICurrentUser currentUser, IReadDb db, ISessions sessions, ManagedAccounts accounts, ISecurityLog securityLog, ActivityDraft activity)
    : IHandler<TerminateSession, TerminatedSession>
{
    public async Task<TerminatedSession> Handle(TerminateSession request, CancellationToken cancellationToken)
    {
        var found = await db.Of<Session>().Where(session => session.Handle == request.SessionId).Select(session => new { session.Id, session.UserId }).SingleOrDefaultAsync(cancellationToken);
        var owner = found is null ? null : await OwnerOf(found.UserId, cancellationToken);
        if (found is null || owner is null || (request.UserId is { } named && named.Id != owner.Id && named.Uuid != owner.Uuid))
        {
            throw new NotFoundRefusal("Session");
        }

        if (found.Id == currentUser.RequireCaller().Session.Id)
        {
            throw new ConflictRefusal("Use logout to end your own session");
        }

        await sessions.End((await sessions.Find(found.Id, cancellationToken))!, cancellationToken);
        securityLog.Add(new SecurityNote(SecurityEventType.SessionEnded, owner.Id) { Detail = request.Reason ?? "" });
        activity.About("user", owner.Id, owner.Uuid, "Ended a session");
        return new TerminatedSession(request.SessionId, Ended: true);
    }

    /// <returns>null where the caller does not see the account.</returns>
    private async Task<User?> OwnerOf(long userId, CancellationToken cancellationToken)
    {
        try
        {
            return (await accounts.OwnOrManaged<TerminateSession>(userId, cancellationToken)).Account;
        }
        catch (NotFoundRefusal)
        {
            return null;
        }
    }
}
