using PropOps.Application.Persistence;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>
/// A session in a cookie gets another id wherever its user proves something (SIGN-7): whoever knew the id before gains
/// nothing by it. A bearer token stays, because nobody can plant one in somebody else's program.
/// </summary>
public sealed class SessionRenewal(ISessions sessions, ISessionCookie cookie, ITransaction transaction, TimeProvider time)
{
    /// <summary>Loads the caller's session in the running transaction, to write down what was proven.</summary>
    public async Task<Session> Renew(Caller caller, CancellationToken cancellationToken)
    {
        var session = (await sessions.Find(caller.Session.Id, cancellationToken))!;
        if (session.Kind.IsInCookie())
        {
            var token = SessionToken.Create();
            session.Renew(token.Hash, time.GetUtcNow());
            transaction.AfterCommit(() => cookie.Set(token.Text));
        }

        return session;
    }
}
