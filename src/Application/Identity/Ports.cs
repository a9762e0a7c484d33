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

    /// <summary>Gives the try back: the password was right, and the second factor is still to come. What failed before stays counted.</summary>
    Task GiveBack(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken);

    Task Failed(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken);

    Task Succeeded(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken);

    /// <summary>Until when tries for these addresses are refused, of those for which they are now; whichever counter locked longest.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> LockedUntil(IReadOnlyCollection<string> emailTokens, CancellationToken cancellationToken);

    /// <summary>Ends, in the running transaction, every lock of the account with this address.</summary>
    Task Unlock(string emailToken, CancellationToken cancellationToken);

    /// <param name="place">a network address or a remembered browser.</param>
    Task<bool> Knows(long userId, string? place, CancellationToken cancellationToken);

    /// <summary>Remembers, in the running transaction, that the account signed in from there.</summary>
    Task Remember(long userId, string? place, CancellationToken cancellationToken);
}

/// <summary>Sessions as the sign-in makes and ends them.</summary>
public interface ISessions
{
    void Add(Session session);

    /// <summary>Loads a session in the running transaction and takes the locks of its account's row and its own.</summary>
    Task<Session?> Find(long id, CancellationToken cancellationToken);

    /// <summary>As <see cref="Find"/>, by the token; ended and expired ones too.</summary>
    Task<Session?> FindByToken(byte[] tokenHash, CancellationToken cancellationToken);

    /// <summary>Ends the earlier sessions of an app on a device, in the running transaction.</summary>
    Task EndDevice(long userId, string deviceToken, long except, CancellationToken cancellationToken);

    /// <summary>Ends one session in the running transaction, and with it the browser that would come back.</summary>
    Task End(Session session, CancellationToken cancellationToken);

    /// <summary>Ends the account's sessions and tokens, in the running transaction; they are refused with their next request on every node. Remembered browsers go with the kind, and so do login tokens that ran out, which an app could still use.</summary>
    /// <param name="kinds">of these kinds only; null = of all.</param>
    /// <param name="except">the session that stays.</param>
    /// <returns>how many live ones ended.</returns>
    Task<int> EndAll(long userId, IReadOnlyCollection<SessionKind>? kinds, long? except, CancellationToken cancellationToken);

    /// <summary>Counts a wrong password or code, in a statement of its own.</summary>
    /// <param name="most">that many in a row end the session.</param>
    /// <returns>how many in a row it is.</returns>
    Task<int> CountWrongProof(long id, int most, CancellationToken cancellationToken);

    /// <summary>Notes a sign of life, in a statement of its own; a session in a cookie lives on from now.</summary>
    Task Beat(CallerSession session, DateTimeOffset livesUntil, CancellationToken cancellationToken);
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

/// <summary>The cookie of a browser that stays signed in.</summary>
public interface IRememberCookie
{
    /// <summary>As the browser sent it.</summary>
    string? Token { get; }

    void Set(string token, DateTimeOffset expires);

    void Clear();
}

/// <summary>Kinds of device from which accounts sign in.</summary>
public interface IKnownDevices
{
    /// <summary>Notes, in the running transaction, that the account signed in from here.</summary>
    /// <returns>whether it did so from the same kind of device in the last 90 days.</returns>
    Task<bool> Recognise(long userId, string? userAgent, CancellationToken cancellationToken);
}
