using Microsoft.EntityFrameworkCore;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Coherence;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Search;
using PropOps.Infrastructure.Sync;

namespace PropOps.Infrastructure.Persistence;

internal sealed class UnitOfWork(
    PropOpsDbContext db,
    WriteGate gate,
    OutboxWriter outbox,
    OutboxSignal outboxSignal,
    BlindIndex blindIndex,
    NameTokens nameTokens,
    SearchIndex searchIndex,
    Departures departures) : ITransaction
{
    private readonly List<Action> _afterCommit = [];
    private readonly List<Func<Task>> _afterRollback = [];
    private readonly List<Func<Task>> _afterEnd = [];
    private Delegate? _beforeCommit;
    private bool _mayBeCommitted;

    public async Task<TAnswer> Run<TAnswer>(Func<Task<TAnswer>> work, CancellationToken cancellationToken)
    {
        _mayBeCommitted = false;
        try
        {
            return await Commit(work, cancellationToken);
        }
        catch
        {
            // What it had changed must not be saved by the next one in this scope.
            db.ChangeTracker.Clear();
            throw;
        }
        finally
        {
            Func<Task>[] lates = _mayBeCommitted ? [.. _afterEnd] : [.. _afterRollback, .. _afterEnd];

            // First of all: what this one was asked for must not come true with the next, whatever becomes of it.
            _afterCommit.Clear();
            _afterRollback.Clear();
            _afterEnd.Clear();
            foreach (var late in lates)
            {
                await late();
            }
        }
    }

    public void BeforeCommit<TAnswer>(Func<TAnswer, Task> work) => _beforeCommit = work;

    public void AfterCommit(Action action) => _afterCommit.Add(action);

    public void AfterRollback(Func<Task> work) => _afterRollback.Add(work);

    public void AfterEnd(Func<Task> work) => _afterEnd.Add(work);

    public async Task FollowOthers(string key, CancellationToken cancellationToken)
    {
        // SQLite has one writer anyway.
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({key}, 0))", cancellationToken);
        }
    }

    private async Task<TAnswer> Commit<TAnswer>(Func<Task<TAnswer>> work, CancellationToken cancellationToken)
    {
        TAnswer answer;
        using (await gate.Enter(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            try
            {
                answer = await work();
                if (_beforeCommit is Func<TAnswer, Task> keep)
                {
                    await keep(answer);
                }

                await Save(cancellationToken);
                _mayBeCommitted = true;
                await transaction.CommitAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                throw ConflictRefusal.ChangedBySomeoneElse();
            }
            catch (DbUpdateException exception) when (UniqueRules.RefusalFor(db.Model, exception) is { } refusal)
            {
                throw refusal;
            }
        }

        outboxSignal.Committed();
        foreach (var action in _afterCommit)
        {
            action();
        }

        return answer;
    }

    /// <summary>
    /// What the work changed is compared with what was read once, here: what follows tells the tracker itself what it
    /// changes, and each look at the tracker would compare everything anew.
    /// </summary>
    private async Task Save(CancellationToken cancellationToken)
    {
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            await outbox.Collect(db, cancellationToken);
            blindIndex.Fill(db.ChangeTracker);
            await nameTokens.Follow(cancellationToken);
            departures.Follow();
            var searched = searchIndex.Changes();
            await db.RaiseChangeNumbers(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await searchIndex.Follow(searched, cancellationToken);
            foreach (var aggregate in db.ChangeTracker.Entries<IAggregate>())
            {
                aggregate.Entity.ClearDomainEvents();
            }
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }
}
