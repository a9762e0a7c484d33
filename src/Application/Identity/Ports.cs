using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Counts failed sign-ins, one counter for all nodes, and locks (SIGN-3).</summary>
public interface ISignInGuard
{
    /// <summary>Takes one of the tries that are left, before anything is compared.</summary>
    /// <param name="emailToken">of the address that was tried, known or not.</param>
    /// <param name="fromKnownAddress">the account signed in from this network address lately; it has a counter of its own.</param>
    /// <exception cref="Domain.Kernel.Refusal">401 locked.</exception>
    Task Take(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken);

    Task Failed(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken);

    Task Succeeded(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken);

    /// <summary>Until when tries for these addresses are refused, of those for which they are now; whichever counter locked longest.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> LockedUntil(IReadOnlyCollection<string> emailTokens, CancellationToken cancellationToken);

    /// <summary>Ends, in the running transaction, every lock of the account with this address.</summary>
    Task Unlock(string emailToken, CancellationToken cancellationToken);

    Task<bool> Knows(long userId, string? ipAddress, CancellationToken cancellationToken);

    /// <summary>Remembers, in the running transaction, that the account signed in from here.</summary>
    Task Remember(long userId, string? ipAddress, CancellationToken cancellationToken);
}

/// <summary>Sessions as the sign-in makes and ends them.</summary>
public interface ISessions
{
    void Add(Session session);

    /// <summary>Loads a session in the running transaction and takes its row's lock.</summary>
    Task<Session?> Find(long id, CancellationToken cancellationToken);

    /// <summary>Ends the account's live sessions and tokens, in the running transaction; they are refused with their next request on every node.</summary>
    /// <param name="kinds">of these kinds only; null = of all.</param>
    /// <param name="except">the session that stays.</param>
    /// <returns>how many ended.</returns>
    Task<int> EndAll(long userId, IReadOnlyCollection<SessionKind>? kinds, long? except, CancellationToken cancellationToken);

    /// <summary>Counts a wrong password or code, in a statement of its own; the fifth in a row ends the session.</summary>
    Task CountWrongProof(long id, CancellationToken cancellationToken);
}

/// <summary>Single-use tokens against cross-site requests, bound to a session's record.</summary>
public interface ICsrfTokens
{
    string Issue(Guid session);

    /// <summary>Uses the token up.</summary>
    /// <returns>false where it is unknown, another session's, expired or used.</returns>
    Task<bool> Use(string token, Guid session, CancellationToken cancellationToken);
}

/// <summary>The cookie of a browser session.</summary>
public interface ISessionCookie
{
    void Set(string token);

    void Clear();
}
