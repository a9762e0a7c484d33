using PropOps.Application.Identity.Tokens;
using PropOps.Application.Security;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.Application.Identity.Sessions;

/// <summary>
/// Ends tokens and sessions of an account in the running transaction, and keeps what ended, whichever door asked for it (ACC-6).
/// Behind the account's lock: a sign-in that is under way has opened its session before, or opens it after.
/// </summary>
internal sealed class SessionEnding(ISessions sessions, ISecurityLog securityLog)
{
    public async Task<EndedSessions> End(User account, IReadOnlyCollection<SessionKind> kinds, long? except, CancellationToken cancellationToken)
    {
        var tokens = await sessions.EndAll(account.Id, [.. kinds.Intersect(TokenEntry.Kinds)], except, cancellationToken);
        var others = await sessions.EndAll(account.Id, [.. kinds.Except(TokenEntry.Kinds)], except, cancellationToken);
        if (tokens > 0)
        {
            securityLog.Add(new SecurityNote(SecurityEventType.TokenRevoked, account.Id) { Detail = $"{tokens} tokens" });
        }

        if (others > 0)
        {
            securityLog.Add(new SecurityNote(SecurityEventType.SessionEnded, account.Id) { Detail = $"{others} sessions" });
        }

        return new EndedSessions(tokens, others);
    }

    public Task<EndedSessions> EndAll(User account, CancellationToken cancellationToken) => End(account, Enum.GetValues<SessionKind>(), except: null, cancellationToken);
}

/// <param name="Tokens">of a sign-in, and personal ones.</param>
internal sealed record EndedSessions(int Tokens, int Others)
{
    public int Total => Tokens + Others;
}
