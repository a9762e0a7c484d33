using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Browsers that stay signed in by a token which changes with each use (SIGN-6).</summary>
public interface IRememberedBrowsers
{
    /// <returns>null where the token is malformed or nobody's.</returns>
    Task<RememberToken?> Find(string token, CancellationToken cancellationToken);

    /// <summary>Keeps a browser and its first token, in the running transaction.</summary>
    /// <returns>the browser's id and the token.</returns>
    (long Id, string Token) Remember(User user, DateTimeOffset until);

    /// <summary>Exchanges a token for the next one, in the running transaction.</summary>
    /// <returns>null where another request was faster, or the browser has been forgotten meanwhile.</returns>
    Task<string?> Exchange(RememberToken token, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Forgets a browser and ends every session that it made, in the running transaction.</summary>
    Task End(long browserId, CancellationToken cancellationToken);
}

/// <param name="IsUsed">it was exchanged before.</param>
/// <param name="IsLive">its browser is remembered still.</param>
public sealed record RememberToken(byte[] Hash, long BrowserId, long UserId, bool IsUsed, bool IsLive);
