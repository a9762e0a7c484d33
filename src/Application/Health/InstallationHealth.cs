using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace PropOps.Application.Health;

/// <summary>All components as they were a moment ago, and what they make of the whole.</summary>
public sealed record HealthReport(DateTimeOffset At, IReadOnlyList<HealthComponent> Components)
{
    public PlatformStatus Status =>
        Components.Any(component => component is { Name: HealthComponentName.Database, Status: HealthStatus.Unhealthy }) ? PlatformStatus.Unavailable
        : Components.Any(component => component.Status is HealthStatus.Degraded or HealthStatus.Unhealthy) ? PlatformStatus.Degraded
        : PlatformStatus.Operational;
}

public enum PlatformStatus
{
    Operational,
    Degraded,

    /// <summary>On purpose, whatever the components say.</summary>
    Maintenance,
    Unavailable,
}

/// <summary>
/// Asks every source, one round at a time and no more often than every few seconds: anybody may ask for the health, and a
/// part that hangs must not make the asker hang.
/// </summary>
public sealed class InstallationHealth(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _checking = new(1, 1);
    private HealthReport? _latest;

    /// <summary>At most a few seconds old.</summary>
    public async Task<HealthReport> Latest(CancellationToken cancellationToken)
    {
        if (IsFresh(_latest))
        {
            return _latest!;
        }

        await _checking.WaitAsync(cancellationToken);
        try
        {
            return IsFresh(_latest) ? _latest! : _latest = await Check();
        }
        finally
        {
            _checking.Release();
        }
    }

    public void Dispose() => _checking.Dispose();

    private bool IsFresh(HealthReport? report) => report is not null && time.GetUtcNow() - report.At < Lasts;

    // Not the asker's token: the report is everybody's.
    private async Task<HealthReport> Check()
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var names = scope.ServiceProvider.GetServices<IHealthSource>().Select(source => source.Component).ToList();
        return new HealthReport(now, await Task.WhenAll(names.Order().Select(name => Check(name, now))));
    }

    private async Task<HealthComponent> Check(HealthComponentName name, DateTimeOffset now)
    {
        var started = Stopwatch.GetTimestamp();
        HealthFinding finding;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            // A source that blocks its thread is left behind.
            finding = await Task.Run(() => Ask(name, patience.Token), CancellationToken.None).WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            finding = HealthFinding.Unhealthy(exception is TimeoutException or OperationCanceledException ? "Does not answer" : "Cannot be used");
        }

        var before = _latest?.Components.FirstOrDefault(component => component.Name == name);
        return new HealthComponent(
            name,
            finding.Status,
            finding.Detail,
            finding.Status == HealthStatus.NotConfigured ? null : Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2),
            before?.Status == finding.Status ? before.Since : now);
    }

    // Each in a scope of its own: they ask the database at the same time.
    private async Task<HealthFinding> Ask(HealthComponentName name, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetServices<IHealthSource>().Single(source => source.Component == name).Check(cancellationToken);
    }
}
