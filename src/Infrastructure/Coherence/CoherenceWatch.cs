using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Coherence;

/// <summary>
/// Follows the change numbers where no signed-in request does: limits and settings hold for anonymous callers as well, and
/// a change of them is in force within a second on every node (RL-4).
/// </summary>
internal sealed partial class CoherenceWatch(IServiceScopeFactory scopes, Coherence coherence, TimeProvider time, ILogger<CoherenceWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await coherence.Follow(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>(), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, Unforeseen.Describe(exception));
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "The change numbers could not be read: {What}")]
    private static partial void LogFailed(ILogger logger, string what);
}
