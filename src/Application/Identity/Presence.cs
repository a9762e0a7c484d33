using PropOps.Domain.Identity;

namespace PropOps.Application.Identity;

/// <summary>Whether somebody is there, as the last use of their sessions tells.</summary>
public sealed record Presence(string Status, string Text, string Colour)
{
    public static readonly TimeSpan OnlineFor = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan AwayFor = TimeSpan.FromMinutes(30);

    public static Presence Online { get; } = new("online", "Online", "#22c55e");

    private static Presence Away { get; } = new("away", "Away", "#f59e0b");

    private static Presence Offline { get; } = new("offline", "Offline", "#94a3b8");

    private static Presence Suspended { get; } = new("suspended", "Suspended", "#ef4444");

    /// <param name="lastActive">of a session that is still live; null where there is none.</param>
    public static Presence Of(AccountStatus account, DateTimeOffset? lastActive, DateTimeOffset now) => (account, now - lastActive) switch
    {
        (AccountStatus.Suspended, _) => Suspended,
        (AccountStatus.Active, { } idle) when idle <= OnlineFor => Online,
        (AccountStatus.Active, { } idle) when idle <= AwayFor => Away,
        _ => Offline,
    };
}
