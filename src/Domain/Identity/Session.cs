using PropOps.Domain.Kernel;

namespace PropOps.Domain.Identity;

/// <summary>
/// One proof of who is calling: a browser session or a bearer token. The token itself is shown once; only its SHA-256 is kept.
/// </summary>
public sealed class Session : Entity
{
    /// <summary>How often a session's last request is written down; in between it is known only roughly.</summary>
    public static readonly TimeSpan ActivityResolution = TimeSpan.FromMinutes(1);

    private Session()
    {
    }

    public Session(User user, SessionKind kind, NewToken token, SessionLifetime lifetime, SessionClient client, DateTimeOffset at)
    {
        UserId = user.Id;
        Kind = kind;
        Handle = HandleOf(Uuid);
        TokenHash = token.Hash;
        TokenStart = kind.IsInCookie() ? "" : token.Start;
        Name = client.DeviceName;
        IpAddress = client.IpAddress;
        UserAgent = client.UserAgent;
        CreatedAt = at;

        // A token that was never used was last active before it was made, so that its first use is written down at once.
        LastActiveAt = kind.IsInCookie() ? at : at - ActivityResolution;
        ExpiresAt = at + lifetime.Total;
        IdleMinutes = (int?)lifetime.Idle?.TotalMinutes;
    }

    public long UserId { get; private set; }

    public SessionKind Kind { get; private set; }

    public byte[] TokenHash { get; private set; } = [];

    /// <summary>The first characters of a bearer token, by which its owner knows it.</summary>
    public string TokenStart { get; private set; } = "";

    /// <summary>The device as its owner calls it.</summary>
    public string? Name { get; private set; }

    public string? IpAddress { get; private set; }

    public string? UserAgent { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastActiveAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Ends the session this long after its last request; null = never.</summary>
    public int? IdleMinutes { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When its user last showed who they are by more than the session itself; null = never in this session.</summary>
    public DateTimeOffset? ProvenAt { get; private set; }

    public bool PassedSecondFactor { get; private set; }

    /// <summary>The PIN that a new network asks for has not been entered yet.</summary>
    public bool AwaitsPin { get; private set; }

    /// <summary>Wrong passwords and codes in a row.</summary>
    public int WrongProofs { get; private set; }

    /// <summary>Keys to which a personal token is limited; empty = all that its account holds (TOK-2).</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    public bool IsCsrfExempt { get; private set; }

    /// <summary>Who acts as the account; null = its owner.</summary>
    public long? ActorId { get; private set; }

    /// <summary>It was told that nobody acts as the account any longer.</summary>
    public bool EndIsTold { get; private set; }

    /// <summary>Keyed token of the device that an app runs on.</summary>
    public string? DeviceToken { get; private set; }

    /// <summary>The browser that was remembered when it signed in, or that signed in by its token.</summary>
    public long? RememberedBrowserId { get; private set; }

    /// <summary>The id that it had before the last proof, which is good for a moment longer (SIGN-7).</summary>
    public FormerSessionId? Former { get; private set; }

    /// <summary>The public handle, which is not the token.</summary>
    public string Handle { get; private set; } = "";

    public static string HandleOf(Guid uuid) => "sess_" + uuid.ToString("N")[12..];

    public void End(DateTimeOffset at) => EndedAt ??= at;

    /// <summary>Its user has shown who they are.</summary>
    public void Prove(DateTimeOffset at) => (ProvenAt, WrongProofs) = (at, 0);

    /// <summary>A personal token may do only some of what its account may, and may spare programs the CSRF token.</summary>
    public void Limit(IReadOnlyList<string> scopes, bool isCsrfExempt) => (Scopes, IsCsrfExempt) = (scopes, isCsrfExempt);

    /// <summary>Somebody else uses the account by it.</summary>
    public void ActedBy(long userId) => ActorId = userId;

    /// <summary>An app's session, opened by an earlier token: what that one has proven holds on.</summary>
    public void ContinuesOn(string deviceToken, Session earlier) =>
        (DeviceToken, PassedSecondFactor, AwaitsPin) = (deviceToken, earlier.PassedSecondFactor, earlier.AwaitsPin);

    /// <returns>false where it was told before.</returns>
    public bool TellEnd()
    {
        var isFirst = !EndIsTold;
        EndIsTold = true;
        return isFirst;
    }

    public void ComesFrom(long rememberedBrowserId) => RememberedBrowserId = rememberedBrowserId;

    public void PassSecondFactor() => (PassedSecondFactor, WrongProofs) = (true, 0);

    public void AskForPin() => AwaitsPin = true;

    public void PassPin() => AwaitsPin = false;

    /// <summary>Gives a session in a cookie another id. Call it before what is proven is written down: the former id must not profit from it.</summary>
    public void Renew(byte[] tokenHash, DateTimeOffset at)
    {
        Former = new FormerSessionId(TokenHash, at + FormerSessionId.Grace, ProvenAt, PassedSecondFactor, AwaitsPin);
        TokenHash = tokenHash;
    }
}

/// <summary>What a session was known by, and what it had proven by then.</summary>
public sealed record FormerSessionId(byte[] TokenHash, DateTimeOffset GoodUntil, DateTimeOffset? ProvenAt, bool PassedSecondFactor, bool AwaitsPin)
{
    /// <summary>For requests under way and for other tabs.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
}

public enum SessionKind
{
    /// <summary>Cookie.</summary>
    Web,

    /// <summary>Cookie of a browser that stays signed in.</summary>
    Remembered,

    /// <summary>Bearer token of a sign-in; a new one replaces it (SIGN-5).</summary>
    Login,

    /// <summary>Bearer token of a device, which stays signed in.</summary>
    Mobile,

    /// <summary>Bearer token that its owner made for a program.</summary>
    Personal,

    /// <summary>Bearer token by which somebody acts as another account for a while.</summary>
    Acting,
}

public static class SessionKinds
{
    public static bool IsInCookie(this SessionKind kind) => kind is SessionKind.Web or SessionKind.Remembered;
}

/// <summary>How long a session lives in all, and how long without a request.</summary>
public sealed record SessionLifetime(TimeSpan Total, TimeSpan? Idle)
{
    public static SessionLifetime LoginToken { get; } = new(TimeSpan.FromDays(90), null);

    public static SessionLifetime Mobile { get; } = new(TimeSpan.FromDays(365), null);
}

/// <param name="Start">its first characters.</param>
public sealed record NewToken(byte[] Hash, string Start);

/// <summary>Where a sign-in came from.</summary>
public sealed record SessionClient(string? IpAddress, string? UserAgent, string? DeviceName);
