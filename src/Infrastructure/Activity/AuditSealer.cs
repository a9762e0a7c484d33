using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.Persistence;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.Persistence.PostgreSql;

namespace PropOps.Infrastructure.Activity;

/// <summary>
/// Chains what was written lately, within seconds (AUD-2). Rows are written unsealed, so that no request waits for the chain's
/// end; every node looks after it, and the row of the head lets one of them seal at a time.
/// </summary>
internal sealed partial class AuditSealer(IServiceScopeFactory scopes, TimeProvider time, ILogger<AuditSealer> logger) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Seal(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, Unforeseen.Describe(exception));
            }
        }
    }

    /// <summary>Until nothing is left.</summary>
    internal async Task Seal(CancellationToken cancellationToken)
    {
        while (await SealBatch(cancellationToken) == BatchSize)
        {
        }
    }

    private async Task<int> SealBatch(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var unsealed = db.Set<ActivityRow>().Where(row => row.Number == null);
        if (!await unsealed.AnyAsync(cancellationToken))
        {
            return 0;
        }

        return await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            async () =>
            {
                var head = await db.Set<AuditHead>().TagWith(RowLockInterceptor.Tag).SingleAsync(cancellationToken);

                // Behind the lock: another node may have sealed them meanwhile.
                var rows = await unsealed.OrderBy(row => row.Id).Take(BatchSize).ToListAsync(cancellationToken);
                foreach (var row in rows)
                {
                    row.Seal(head);
                }

                return rows.Count;
            },
            cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The activity log could not be sealed: {What}")]
    private static partial void LogFailed(ILogger logger, string what);
}
