using PropOps.Application.Activity;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Opens sessions of every kind, in the running transaction, with the lifetime that the kind has.</summary>
public sealed class SessionOpening(ISessions sessions, ISettings settings, Origin origin, TimeProvider time)
{
    private const int LongestAgent = 300;

    /// <param name="lifetime">left out, that of the kind.</param>
    /// <param name="name">the device, or the token, as its owner calls it.</param>
    public OpenedSession Open(User user, SessionKind kind, TimeSpan? lifetime = null, string? name = null)
    {
        var token = SessionToken.Create();
        var agent = origin.UserAgent is { Length: > LongestAgent } lengthy ? lengthy[..LongestAgent] : origin.UserAgent;
        var session = new Session(
            user, kind, new NewToken(token.Hash, token.Start), lifetime is { } given ? new SessionLifetime(given, null) : LifetimeOf(kind), new SessionClient(origin.IpAddress, agent, name), time.GetUtcNow());
        sessions.Add(session);
        return new OpenedSession(session, token.Text);
    }

    private SessionLifetime LifetimeOf(SessionKind kind) => kind switch
    {
        SessionKind.Login => SessionLifetime.LoginToken,
        SessionKind.Mobile => SessionLifetime.Mobile,
        _ => new(TimeSpan.FromHours(settings.Get(IdentitySettings.SessionHours)), TimeSpan.FromMinutes(settings.Get(IdentitySettings.SessionIdleMinutes))),
    };
}

/// <param name="Token">shown once.</param>
public sealed record OpenedSession(Session Session, string Token);
