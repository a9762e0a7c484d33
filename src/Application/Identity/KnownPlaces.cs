using System.Globalization;
using PropOps.Application.Activity;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>
/// Network addresses and remembered browsers from which an account signed in lately: whoever tries there is no stranger (SIGN-3).
/// </summary>
public sealed class KnownPlaces(ISignInGuard guard, BrowserMemory browserMemory, Origin origin)
{
    public async Task<bool> IsHere(User user, CancellationToken cancellationToken) =>
        await guard.Knows(user.Id, origin.IpAddress, cancellationToken)
        || (await browserMemory.Holds(user, cancellationToken) is { } browser && await guard.Knows(user.Id, PlaceOf(browser), cancellationToken));

    /// <summary>
    /// Keeps, in the running transaction, where a session signed in, once its user has shown all that they are asked for. Who knows
    /// the password alone stays a stranger: else their wrong codes would lock the owner out.
    /// </summary>
    public async Task Remember(User user, Session session, CancellationToken cancellationToken)
    {
        if (session.AwaitsPin || (user.SecondFactorSince is not null && !session.PassedSecondFactor))
        {
            return;
        }

        await guard.Remember(user.Id, session.IpAddress, cancellationToken);
        if (session.RememberedBrowserId is { } browser)
        {
            await guard.Remember(user.Id, PlaceOf(browser), cancellationToken);
        }
    }

    private static string PlaceOf(long browser) => string.Create(CultureInfo.InvariantCulture, $"browser {browser}");
}
