using Microsoft.EntityFrameworkCore;
using PropOps.Application.Activity;
using PropOps.Application.Alerts;
using PropOps.Application.Security;
using PropOps.Domain.Alerts;
using PropOps.Domain.Security;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Security;

/// <summary>Nobody signs in from two countries within an hour (INT-2), as far as it is known where an address is.</summary>
internal sealed class SignInCountries(PropOpsDbContext db, IPlaces places, IAlerts alerts, Origin origin, TimeProvider time)
{
    private const int MostLookedAt = 100;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>After a sign-in, once it stands in the log.</summary>
    public async Task Judge(long userId)
    {
        if (places.Find(origin.IpAddress) is null)
        {
            return;
        }

        var since = time.GetUtcNow() - Window;
        var addresses = await db.Set<SecurityEvent>()
            .Where(happened => happened.UserId == userId && happened.At > since && happened.Type == SecurityEventType.SignIn && happened.Outcome == SignInOutcome.Success)
            .OrderByDescending(happened => happened.At)
            .Take(MostLookedAt)
            .Select(happened => happened.IpAddress)
            .ToListAsync();
        var countries = addresses.Select(places.Find).OfType<Place>().Select(place => place.CountryCode).Distinct().Order(StringComparer.Ordinal).ToList();
        if (countries.Count > 1)
        {
            await alerts.Raise(
                new AlertDraft("security", Alert.Anomaly, $"countries:{userId}", $"One account signed in from {string.Join(" and ", countries)} within an hour", AlertSeverity.Warning)
                {
                    UserId = userId, IpAddress = origin.IpAddress, OnceIn = Window,
                },
                CancellationToken.None);
        }
    }
}
