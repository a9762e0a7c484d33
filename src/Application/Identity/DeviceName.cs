namespace PropOps.Application.Identity;

/// <summary>A user agent in the words of its user, as "Chrome on Windows". Versions are left out: an update makes no new device.</summary>
public static class DeviceName
{
    private const string Unknown = "Unknown device";

    // The first that is found: every browser claims to be those before it.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    public static string Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return Unknown;
        }

        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => ProductOf(userAgent),
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        Array.Find(known, candidate => userAgent.Contains(candidate.Mark, StringComparison.Ordinal)).Name;

    // A program: "curl/8.5.0" is curl.
    private static string ProductOf(string userAgent) => userAgent.Split('/', ' ')[0] is { Length: > 0 and <= 60 } product ? product : Unknown;
}
