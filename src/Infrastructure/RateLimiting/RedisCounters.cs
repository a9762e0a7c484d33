using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.Health;
using StackExchange.Redis;

namespace PropOps.Infrastructure.RateLimiting;

/// <param name="KeyPrefix">keeps installations on one Redis apart.</param>
/// <param name="Patience">how long a request waits for Redis before its node counts by itself.</param>
internal sealed record RedisOptions(ConfigurationOptions Connection, string KeyPrefix, TimeSpan Patience);

/// <summary>
/// Counters that all nodes share: one script, one round trip, by the clock of Redis. While Redis is away, frozen or refuses
/// to write, this node counts by itself and asks once a second whether it is back; no request fails or waits for it (RL-6).
/// </summary>
internal sealed partial class RedisCounters(RedisOptions options, InProcessCounters own, ILogger<RedisCounters> logger) : BackgroundService, IRequestCounters
{
    private const string Script =
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local answer = { now, 1 }
        local counters = {}
        for i, key in ipairs(KEYS) do
            local limit, length = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
            local window = math.floor(now / length)
            local stored = redis.call('HMGET', key, 'window', 'current', 'previous')
            local current, previous = tonumber(stored[2]) or 0, tonumber(stored[3]) or 0
            local age = window - (tonumber(stored[1]) or 0)
            if age == 1 then
                current, previous = 0, current
            elseif age ~= 0 then
                current, previous = 0, 0
            end
            if current + previous * (1 - (now % length) / length) + 1 > limit then
                answer[2] = 0
            end
            counters[i] = { window, current, previous, length }
            answer[2 * i + 1] = current
            answer[2 * i + 2] = previous
        end
        if answer[2] == 1 then
            for i, key in ipairs(KEYS) do
                local counter = counters[i]
                redis.call('HSET', key, 'window', counter[1], 'current', counter[2] + 1, 'previous', counter[3])
                redis.call('PEXPIRE', key, 2 * counter[4])
            end
        end
        return answer
        """;

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);
    private static readonly RequestLimit Probe = new("probe", int.MaxValue, 1);
    private ConnectionMultiplexer? _connection;
    private volatile bool _isAway = true;

    /// <summary>This node counts by itself.</summary>
    public bool IsAway => _isAway;

    public async ValueTask<IReadOnlyList<LimitState>> Take(IReadOnlyList<RequestLimit> limits)
    {
        if (!_isAway)
        {
            try
            {
                return await Ask(limits);
            }
            catch (Exception exception)
            {
                // Whatever it is, the request is not to blame.
                if (!_isAway)
                {
                    _isAway = true;
                    LogAway(logger, Unforeseen.Describe(exception));
                }
            }
        }

        return await own.Take(limits);
    }

    public async ValueTask<int> Forget(IReadOnlyList<RequestLimit> limits)
    {
        // What this node counted by itself while Redis was away goes as well.
        var forgotten = await own.Forget(limits);
        return _isAway ? forgotten : (int)await _connection!.GetDatabase().KeyDeleteAsync([.. limits.Select(KeyOf)]).WaitAsync(options.Patience);
    }

    public Task Ping() => _connection!.GetDatabase().PingAsync().WaitAsync(options.Patience);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookForIt();
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _connection?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ProbeInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_isAway)
            {
                await LookForIt();
            }
        }
    }

    /// <summary>Asks what a request would ask: a Redis that answers but does not write is away as well.</summary>
    private async Task LookForIt()
    {
        try
        {
            _connection ??= await ConnectionMultiplexer.ConnectAsync(options.Connection);
            await Ask([Probe]);
            _isAway = false;
            LogThere(logger);
        }
        catch (Exception exception)
        {
            LogStillAway(logger, Unforeseen.Describe(exception));
        }
    }

    private async Task<IReadOnlyList<LimitState>> Ask(IReadOnlyList<RequestLimit> limits)
    {
        var keys = new RedisKey[limits.Count];
        var values = new RedisValue[limits.Count * 2];
        for (var index = 0; index < limits.Count; index++)
        {
            keys[index] = KeyOf(limits[index]);
            values[2 * index] = limits[index].Limit;
            values[(2 * index) + 1] = limits[index].WindowSeconds * 1000L;
        }

        // The client loads the script once for each server and then sends its hash. It looks at its own time-outs only about
        // once a second, hence ours.
        var answer = (long[])(await _connection!.GetDatabase().ScriptEvaluateAsync(Script, keys, values).WaitAsync(options.Patience))!;
        return [.. limits.Select((limit, index) => LimitState.Of(limit, answer[0], (int)answer[(2 * index) + 2], (int)answer[(2 * index) + 3], wasCounted: answer[1] == 1))];
    }

    private RedisKey KeyOf(RequestLimit limit) => $"{options.KeyPrefix}limit:{limit.WindowSeconds}:{limit.Counter}";

    [LoggerMessage(LogLevel.Warning, "Redis does not answer as it should; this node limits by itself: {What}")]
    private static partial void LogAway(ILogger logger, string what);

    [LoggerMessage(LogLevel.Debug, "Redis is still away: {What}")]
    private static partial void LogStillAway(ILogger logger, string what);

    [LoggerMessage(LogLevel.Information, "Redis answers; limits are shared by all nodes")]
    private static partial void LogThere(ILogger logger);
}

/// <summary>Without Redis the product serves on, so it is never worse than degraded.</summary>
internal sealed class RedisHealth(IRequestCounters counters) : IHealthSource
{
    private static readonly HealthFinding Away = HealthFinding.Degraded("Does not answer; each node limits by itself");

    public HealthComponentName Component => HealthComponentName.Redis;

    public async Task<HealthFinding> Check(CancellationToken cancellationToken)
    {
        if (counters is not RedisCounters redis)
        {
            return new HealthFinding(HealthStatus.NotConfigured, "Requests are counted in process");
        }

        if (redis.IsAway)
        {
            return Away;
        }

        try
        {
            await redis.Ping();
            return HealthFinding.Healthy("Answers");
        }
        catch (Exception)
        {
            return Away;
        }
    }
}
