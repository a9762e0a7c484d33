using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Outbox;

/// <summary>How long a node may take over the events it claimed before another takes them up.</summary>
internal sealed record OutboxLeaseTime(TimeSpan Lasts);

/// <summary>
/// Takes due events by lease and gives each to its handlers, in order. Any number of nodes may run one: a lease that ran
/// out is taken over, and only its holder may finish a row. No lock is held while a handler runs.
/// </summary>
internal sealed partial class OutboxDispatcher(
    IServiceScopeFactory scopes,
    WriteGate gate,
    OutboxBell bell,
    OutboxLeaseTime lease,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private const int BatchSize = 50;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);
    private readonly string _owner = $"{Environment.MachineName}/{Guid.NewGuid():N}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DispatchDue(stoppingToken) == 0)
                {
                    await bell.Wait(PollInterval, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // The database is away: what is stored waits, and so do we.
                LogRoundFailed(logger, Unforeseen.Describe(exception));
                await Task.Delay(PollInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await GiveBack();
    }

    /// <returns>how many events were looked at.</returns>
    private async Task<int> DispatchDue(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var claimed = await Claim(db, cancellationToken);
        if (claimed.Count == 0)
        {
            return 0;
        }

        // Behind the claim: what changed before any of these events is in memory before they are handled.
        await scope.ServiceProvider.GetRequiredService<Coherence.Coherence>().Follow(db, cancellationToken);
        var delivery = scope.ServiceProvider.GetRequiredService<EventDelivery>();
        await delivery.Begin(claimed.ConvertAll(claim => claim.Row), _owner, cancellationToken);
        var isLate = false;
        try
        {
            foreach (var (row, isNew) in claimed)
            {
                // Slow handlers before it: what is left is claimed anew, so that each starts with a lease that lasts.
                isLate = row.LeaseUntil - time.GetUtcNow() < lease.Lasts / 2;
                if (isLate)
                {
                    break;
                }

                await delivery.Deliver(row, isNew, cancellationToken);
            }
        }
        finally
        {
            await delivery.End();
        }

        if (isLate)
        {
            await GiveBack();
        }

        return claimed.Count;
    }

    /// <returns>each with whether nobody ever claimed it before.</returns>
    private async Task<List<(OutboxRow Row, bool IsNew)>> Claim(PropOpsDbContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var free = db.Set<OutboxRow>().Where(row => row.DoneAt == null && row.DueAt <= now && (row.LeaseUntil == null || row.LeaseUntil < now));
        var due = await free.OrderBy(row => row.Sequence).Take(BatchSize).Select(row => new { row.Sequence, IsNew = row.LeaseOwner == null }).ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return [];
        }

        // Two nodes may have read the same rows; the condition is asked again on each row under its lock.
        var until = now + lease.Lasts;
        var sequences = due.ConvertAll(row => row.Sequence);
        using (await gate.Enter(cancellationToken))
        {
            await free.Where(row => sequences.Contains(row.Sequence)).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LeaseOwner, _owner).SetProperty(row => row.LeaseUntil, until), cancellationToken);
        }

        var claimed = await db.Set<OutboxRow>().AsNoTracking()
            .Where(row => sequences.Contains(row.Sequence) && row.LeaseOwner == _owner && row.LeaseUntil == until && row.DoneAt == null)
            .OrderBy(row => row.Sequence)
            .ToListAsync(cancellationToken);
        var untouched = due.Where(row => row.IsNew).Select(row => row.Sequence).ToHashSet();
        return claimed.ConvertAll(row => (row, untouched.Contains(row.Sequence)));
    }

    // Nothing waits for leases to run out that nobody uses.
    private async Task GiveBack()
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
            using (await gate.Enter(CancellationToken.None))
            {
                await db.Set<OutboxRow>().Where(row => row.LeaseOwner == _owner && row.DoneAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null));
            }
        }
        catch (Exception exception)
        {
            LogRoundFailed(logger, Unforeseen.Describe(exception));
        }
    }

    [LoggerMessage(LogLevel.Warning, "The outbox could not be read or written: {What}")]
    private static partial void LogRoundFailed(ILogger logger, string what);
}
