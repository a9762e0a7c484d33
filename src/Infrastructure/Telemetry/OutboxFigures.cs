using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PropOps.Application.Health;
using PropOps.Application.Telemetry;

namespace PropOps.Infrastructure.Telemetry;

/// <summary>
/// How the outbox stands, read every few seconds. The lag of what was handled says nothing while nothing is handled; this does.
/// </summary>
internal sealed class OutboxFigures : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private OutboxHealth? _outbox;

    public OutboxFigures(IServiceScopeFactory scopes, TimeProvider time)
    {
        (_scopes, _time) = (scopes, time);
        Gauge("propops.outbox.waiting", "{event}", "Events that some handler has not dealt with yet", outbox => outbox.Waiting);
        Gauge("propops.outbox.oldest", "s", "How long the oldest of them has waited", outbox => outbox.OldestSeconds);
        Gauge("propops.outbox.dead", "{event}", "Events that were given up", outbox => outbox.Dead);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            try
            {
                await using var scope = _scopes.CreateAsyncScope();
                _outbox = await scope.ServiceProvider.GetRequiredService<IWorkload>().Outbox(stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, of which others tell. Nothing is known then, and nothing is said.
                _outbox = null;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private void Gauge(string name, string unit, string description, Func<OutboxHealth, int> value) => Signals.Figures.CreateObservableGauge(
        name, () => _outbox is { } outbox ? [new(value(outbox))] : Enumerable.Empty<System.Diagnostics.Metrics.Measurement<int>>(), unit, description);
}
