using System.Collections.Concurrent;
using PropOps.Application.Alerts;
using PropOps.Application.Identity;
using PropOps.Domain.Alerts;

namespace PropOps.WebApi.Hosting;

/// <summary>
/// Counts the records that each account reads, and tells of whoever reads far more than a person can look at (INT-2). In memory
/// and on each node for itself: a request must not pay for it. Downloads are no reading; they stand in the activity log.
/// </summary>
internal sealed class ReadRecords(TimeProvider time)
{
    private const int Minutes = 10;
    private const int MostByPerson = 5_000;
    private const int MostByProgram = 250_000;
    private const int MostReaders = 10_000;
    private readonly ConcurrentDictionary<(long Account, bool ByProgram), Reader> _readers = new();

    public async ValueTask Count(Caller caller, int records, IServiceProvider services)
    {
        var byProgram = caller.Session.IsPersonal;
        var most = byProgram ? MostByProgram : MostByPerson;
        if (records == 0 || !IsTooMany((caller.Id, byProgram), records, most))
        {
            return;
        }

        await services.GetRequiredService<IAlerts>().Raise(
            new AlertDraft("security", Alert.Anomaly, $"reads:{caller.Id}", $"One account read more than {most} records within {Minutes} minutes", AlertSeverity.Warning)
            {
                UserId = caller.Id, OnceIn = TimeSpan.FromHours(1),
            },
            CancellationToken.None);
    }

    /// <returns>true when this is what makes it too many; not again before it was less.</returns>
    private bool IsTooMany((long, bool) key, int records, int most)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (!_readers.TryGetValue(key, out var reader))
        {
            MakeRoom(minute);
            reader = _readers.GetOrAdd(key, _ => new Reader());
        }

        return reader.Add(minute, records, most);
    }

    // Counting locks the whole dictionary: not for every request.
    private void MakeRoom(long minute)
    {
        if (_readers.Count > MostReaders)
        {
            foreach (var (key, reader) in _readers)
            {
                if (reader.IsIdleAt(minute))
                {
                    _readers.TryRemove(key, out _);
                }
            }
        }
    }

    /// <summary>What one account read in each of the last minutes.</summary>
    private sealed class Reader
    {
        private readonly (long Minute, int Count)[] _counts = new (long, int)[Minutes];

        public bool Add(long minute, int records, int most)
        {
            lock (_counts)
            {
                ref var current = ref _counts[minute % Minutes];
                current = current.Minute == minute ? (minute, current.Count + records) : (minute, records);
                var sum = _counts.Where(one => one.Minute > minute - Minutes).Sum(one => one.Count);
                return sum > most && sum - records <= most;
            }
        }

        public bool IsIdleAt(long minute)
        {
            lock (_counts)
            {
                return _counts.All(one => one.Minute <= minute - Minutes);
            }
        }
    }
}
