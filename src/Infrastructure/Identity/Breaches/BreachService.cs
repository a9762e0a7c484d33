using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;

namespace PropOps.Infrastructure.Identity.Breaches;

/// <summary>Where ranges are asked for (<c>Security__BreachService__Url</c>); null = nowhere.</summary>
internal sealed record BreachServiceAddress(Uri? Url);

/// <summary>
/// A service that knows breached passwords by k-anonymity: it is told the first five hex digits of a SHA-1, and answers all
/// that begin with them. What it answered holds for a day; a service that failed is left alone for a minute.
/// </summary>
internal sealed partial class BreachService(IHttpClientFactory clients, BreachServiceAddress address, TimeProvider time, ILogger<BreachService> logger)
{
    public const string ClientName = "breaches";
    private const int PrefixLength = 5;
    private const int SuffixLength = 35;

    /// <summary>An answer has some 40 KB.</summary>
    private const int MostRanges = 500;

    private static readonly TimeSpan RangeHolds = TimeSpan.FromHours(24);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Range> _ranges = new();
    private long _awayUntil;

    /// <returns>in how many breaches the password stands; null where the service does not tell.</returns>
    public async Task<int?> CountOf(string password, CancellationToken cancellationToken)
    {
        if (address.Url is null)
        {
            return null;
        }

        // The service's own choice; nothing here rests on its strength.
#pragma warning disable CA5350
        var hash = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
        return (await RangeOf(hash[..PrefixLength], cancellationToken))?.Counts.GetValueOrDefault(hash[PrefixLength..]);
    }

    private async Task<Range?> RangeOf(string prefix, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_ranges.TryGetValue(prefix, out var known) && known.GoodUntil > now)
        {
            return known;
        }

        if (Interlocked.Read(ref _awayUntil) > now.UtcTicks)
        {
            return null;
        }

        try
        {
            using var client = clients.CreateClient(ClientName);
            var range = new Range(Read(await client.GetStringAsync(new Uri(address.Url!, prefix), cancellationToken)), now + RangeHolds);
            if (_ranges.Count >= MostRanges)
            {
                _ranges.Clear();
            }

            return _ranges[prefix] = range;
        }
        catch (Exception exception) when (exception is HttpRequestException or FormatException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Interlocked.Exchange(ref _awayUntil, (now + LeftAlone).UtcTicks);
            LogAway(logger, Unforeseen.Describe(exception));
            return null;
        }
    }

    /// <summary>Lines of <c>SUFFIX:COUNT</c>; those that only pad the answer have the count 0.</summary>
    /// <exception cref="FormatException">it is something else, as the page of a proxy.</exception>
    private static Dictionary<string, int> Read(string answer)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in answer.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) != SuffixLength || !int.TryParse(line.AsSpan(SuffixLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw new FormatException();
            }

            counts[line[..SuffixLength]] = count;
        }

        return counts;
    }

    [LoggerMessage(LogLevel.Warning, "The breach service does not answer as it should: {What}")]
    private static partial void LogAway(ILogger logger, string what);

    private sealed record Range(Dictionary<string, int> Counts, DateTimeOffset GoodUntil);
}
