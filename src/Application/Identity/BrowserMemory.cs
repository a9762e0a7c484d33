using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>The remembered browser before which a sign-in happens.</summary>
public sealed class BrowserMemory(IRememberedBrowsers browsers, IRememberCookie cookie, ITransaction transaction, ISettings settings, TimeProvider time)
{
    /// <returns>the browser, where it is remembered for this account.</returns>
    public async Task<long?> Holds(User user, CancellationToken cancellationToken) => (await Held(user, cancellationToken))?.BrowserId;

    /// <summary>Remembers the browser in the running transaction where that is wished, and gives one that is remembered its next token.</summary>
    /// <returns>the browser; null where it is not remembered.</returns>
    public async Task<long?> Keep(User user, bool isWished, CancellationToken cancellationToken)
    {
        var days = settings.Get(IdentitySettings.RememberDays);
        var until = time.GetUtcNow().AddDays(days);
        var held = await Held(user, cancellationToken);
        var (browser, token) = held is not null ? (held.BrowserId, await browsers.Exchange(held, until, cancellationToken))
            : isWished && days > 0 ? browsers.Remember(user, until)
            : default((long, string?));
        if (token is null)
        {
            return null;
        }

        transaction.AfterCommit(() => cookie.Set(token, until));
        return browser;
    }

    private async Task<RememberToken?> Held(User user, CancellationToken cancellationToken) =>
        cookie.Token is { } token && await browsers.Find(token, cancellationToken) is { IsLive: true, IsUsed: false } held && held.UserId == user.Id ? held : null;
}
