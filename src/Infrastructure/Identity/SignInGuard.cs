using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Application.Activity;
using PropOps.Application.Alerts;
using PropOps.Application.Encryption;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Application.Settings;
using PropOps.Domain.Alerts;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Security;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.RateLimiting;

namespace PropOps.Infrastructure.Identity;

/// <summary>Failed sign-ins by address, known or not; instants as Unix seconds, so that one statement fits both databases.</summary>
internal sealed class SignInCounter
{
    /// <summary>Keyed token of the mail address, and whether the tries came from a known network address; or of a network address alone.</summary>
    public required string Key { get; init; }

    /// <summary>Tries taken in the window, the one being checked included.</summary>
    public int Tries { get; init; }

    public long WindowStart { get; init; }

    public long LockedUntil { get; init; }

    public int Locks { get; init; }
}

/// <summary>A network address or a remembered browser from which an account signed in.</summary>
internal sealed class SignInAddress
{
    public required long UserId { get; init; }

    public required string AddressToken { get; init; }

    public required DateTimeOffset LastUsedAt { get; set; }
}

internal sealed class SignInModel : IEntityTypeConfiguration<SignInCounter>, IEntityTypeConfiguration<SignInAddress>
{
    public void Configure(EntityTypeBuilder<SignInCounter> builder)
    {
        builder.ToTable("core_sign_in_counters");
        builder.HasKey(row => row.Key);
    }

    public void Configure(EntityTypeBuilder<SignInAddress> builder)
    {
        builder.ToTable("core_sign_in_addresses");
        builder.HasKey(row => new { row.UserId, row.AddressToken });
    }
}

/// <summary>
/// SIGN-3. A try is taken, in a statement of its own, before anything is compared: of 1,000 parallel wrong passwords no more
/// than the limit are checked. A stranger's failures lock strangers out, not the owner.
/// </summary>
internal sealed class SignInGuard(
    PropOpsDbContext db,
    WriteGate gate,
    BlindIndex blindIndex,
    ISettings settings,
    ITransaction transaction,
    ISecurityLog securityLog,
    IAlerts alerts,
    Origin origin,
    TimeProvider time) : ISignInGuard
{
    private const int MostFailuresOfAddress = 50;
    private const int WindowSeconds = 15 * 60;
    private const int FirstLockSeconds = 15 * 60;
    private const int LongestLockSeconds = 24 * 60 * 60;

    public async Task Take(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken)
    {
        var key = Key(emailToken, fromKnownAddress);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await RequireOpenAddress(now, cancellationToken);
        var taken = await Count(key, now, cancellationToken);
        var lockedUntil = taken.LockedUntil;
        if (lockedUntil <= now && taken.Tries > settings.Get(IdentitySettings.LockoutAttempts))
        {
            lockedUntil = await Lock(emailToken, key, taken.Locks, now, cancellationToken);
        }

        if (lockedUntil > now)
        {
            var minutes = Math.Max(1, (lockedUntil - now + 59) / 60);
            throw new UnauthenticatedRefusal($"Too many failed attempts. Try again in {minutes} minutes.", "locked");
        }
    }

    public async Task GiveBack(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken)
    {
        var key = Key(emailToken, fromKnownAddress);
        using (await gate.Enter(cancellationToken))
        {
            await db.Set<SignInCounter>().Where(row => row.Key == key && row.Tries > 0)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, row => row.Tries - 1), cancellationToken);
        }
    }

    public async Task Failed(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken)
    {
        var key = Key(emailToken, fromKnownAddress);
        var counter = await db.Set<SignInCounter>().AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, cancellationToken);
        if (counter is not null && counter.Tries >= settings.Get(IdentitySettings.LockoutAttempts))
        {
            await Lock(emailToken, key, counter.Locks, time.GetUtcNow().ToUnixTimeSeconds(), cancellationToken);
        }

        await CountAgainstAddress(cancellationToken);
    }

    public async Task Succeeded(string emailToken, bool fromKnownAddress, CancellationToken cancellationToken)
    {
        var key = Key(emailToken, fromKnownAddress);
        using (await gate.Enter(cancellationToken))
        {
            await db.Set<SignInCounter>().Where(row => row.Key == key).ExecuteDeleteAsync(cancellationToken);
        }
    }

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LockedUntil(IReadOnlyCollection<string> emailTokens, CancellationToken cancellationToken)
    {
        var tokenOf = emailTokens.Distinct().SelectMany(token => new[] { true, false }.Select(known => (Key: Key(token, known), Token: token))).ToDictionary(pair => pair.Key, pair => pair.Token);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var locked = await db.Set<SignInCounter>().Where(row => tokenOf.Keys.Contains(row.Key) && row.LockedUntil > now)
            .Select(row => new { row.Key, row.LockedUntil })
            .ToListAsync(cancellationToken);
        return locked.GroupBy(row => tokenOf[row.Key]).ToDictionary(rows => rows.Key, rows => DateTimeOffset.FromUnixTimeSeconds(rows.Max(row => row.LockedUntil)));
    }

    public Task Unlock(string emailToken, CancellationToken cancellationToken)
    {
        string[] keys = [Key(emailToken, fromKnownAddress: true), Key(emailToken, fromKnownAddress: false)];
        return db.Set<SignInCounter>().Where(row => keys.Contains(row.Key)).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<bool> Knows(long userId, string? place, CancellationToken cancellationToken)
    {
        var token = PlaceToken(place);
        var since = time.GetUtcNow() - SignInMemory.Lasts;
        return await db.Set<SignInAddress>().AnyAsync(row => row.UserId == userId && row.AddressToken == token && row.LastUsedAt > since, cancellationToken);
    }

    public async Task Remember(long userId, string? place, CancellationToken cancellationToken)
    {
        var token = PlaceToken(place);
        if (await db.Set<SignInAddress>().FindAsync([userId, token], cancellationToken) is { } row)
        {
            row.LastUsedAt = time.GetUtcNow();
        }
        else
        {
            db.Add(new SignInAddress { UserId = userId, AddressToken = token, LastUsedAt = time.GetUtcNow() });
        }
    }

    /// <summary>SIGN-4: an address from which too many failed, over any accounts, is heard no more for a while.</summary>
    private async Task RequireOpenAddress(long now, CancellationToken cancellationToken)
    {
        var key = AddressKey();
        var lockedUntil = await db.Set<SignInCounter>().Where(row => row.Key == key).Select(row => row.LockedUntil).FirstOrDefaultAsync(cancellationToken);
        if (lockedUntil > now)
        {
            throw new TooManyRefusal($"Too many requests. Try again in {lockedUntil - now} seconds.", TimeSpan.FromSeconds(lockedUntil - now));
        }
    }

    private async Task CountAgainstAddress(CancellationToken cancellationToken)
    {
        var key = AddressKey();
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if ((await Count(key, now, cancellationToken)).Tries < MostFailuresOfAddress || !await Close(key, now, now + FirstLockSeconds, cancellationToken))
        {
            return;
        }

        await alerts.Raise(
            new AlertDraft("security", Alert.Anomaly, key, $"{MostFailuresOfAddress} sign-ins failed from one address within 15 minutes", AlertSeverity.Warning)
            {
                IpAddress = origin.IpAddress, OnceIn = TimeSpan.FromHours(1),
            },
            cancellationToken);
    }

    /// <summary>The statement tells which try it took itself; to read afterwards would see those of others as well.</summary>
    private async Task<TakenTry> Count(string key, long now, CancellationToken cancellationToken)
    {
        var windowStart = now - WindowSeconds;
        using (await gate.Enter(cancellationToken))
        {
            return (await db.Database.SqlQuery<TakenTry>(
                $"""
                INSERT INTO core_sign_in_counters (key, tries, window_start, locked_until, locks) VALUES ({key}, 1, {now}, 0, 0)
                ON CONFLICT (key) DO UPDATE SET
                    tries = CASE WHEN core_sign_in_counters.window_start < {windowStart} THEN 1 ELSE core_sign_in_counters.tries + 1 END,
                    window_start = CASE WHEN core_sign_in_counters.window_start < {windowStart} THEN {now} ELSE core_sign_in_counters.window_start END
                RETURNING tries AS "Tries", locked_until AS "LockedUntil", locks AS "Locks"
                """).ToListAsync(cancellationToken))[0];
        }
    }

    /// <returns>false where another one has closed it already: to close it again would lengthen the lock.</returns>
    private async Task<bool> Close(string key, long now, long until, CancellationToken cancellationToken)
    {
        using (await gate.Enter(cancellationToken))
        {
            return await db.Set<SignInCounter>().Where(row => row.Key == key && row.LockedUntil <= now).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LockedUntil, until).SetProperty(row => row.Locks, row => row.Locks + 1).SetProperty(row => row.Tries, 0),
                cancellationToken) == 1;
        }
    }

    /// <summary>15 minutes, then 30, 60, up to a day; the tries begin anew behind it.</summary>
    private async Task<long> Lock(string emailToken, string key, int locks, long now, CancellationToken cancellationToken)
    {
        var seconds = Math.Min(LongestLockSeconds, (long)FirstLockSeconds << Math.Min(locks, 10));
        var until = now + seconds;
        if (await Close(key, now, until, cancellationToken))
        {
            await Tell(emailToken, DateTimeOffset.FromUnixTimeSeconds(until), seconds / 60, cancellationToken);
        }

        return until;
    }

    private string AddressKey() => $"address:{PlaceToken(CountedAddress.Of(origin.IpAddress))}";

    private Task<bool> Tell(string emailToken, DateTimeOffset until, long minutes, CancellationToken cancellationToken) => transaction.Run(
        async () =>
        {
            var user = await db.Set<User>().SingleOrDefaultAsync(user => user.EmailToken == emailToken, cancellationToken);
            user?.LockedOut(until, settings.Get(IdentitySettings.LockoutAttempts));
            securityLog.Add(new SecurityNote(SecurityEventType.Locked, user?.Id) { Detail = $"Locked for {minutes} minutes" });
            return true;
        },
        cancellationToken);

    private string PlaceToken(string? place) => blindIndex.Token(BlindIndexKind.IpAddress, place ?? "");

    private static string Key(string emailToken, bool fromKnownAddress) => $"{emailToken}:{(fromKnownAddress ? "known" : "other")}";

    private sealed record TakenTry(int Tries, long LockedUntil, int Locks);
}
