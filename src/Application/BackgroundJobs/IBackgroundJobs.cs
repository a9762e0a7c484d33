namespace PropOps.Application.BackgroundJobs;

/// <summary>Hands work to Hangfire. A job carries nothing but the id of the row that says what is to be done.</summary>
public interface IBackgroundJobs
{
    /// <summary>Queues the job once the running transaction is committed. A crash in between is the reconciler's to mend.</summary>
    void EnqueueAfterCommit<TJob>(long rowId)
        where TJob : IRowJob;

    /// <summary>Queues the job at a time, once the running transaction is committed: for an attempt that will be repeated.</summary>
    void ScheduleAfterCommit<TJob>(long rowId, DateTimeOffset at)
        where TJob : IRowJob;

    /// <summary>Queues the job now.</summary>
    void Enqueue<TJob>(long rowId)
        where TJob : IRowJob;
}

/// <summary>Works off one row; harmless where the row is already done or held by another worker.</summary>
public interface IRowJob
{
    /// <summary>One of the product's queues: email, whatsapp, push, automation, default.</summary>
    static abstract string Queue { get; }

    Task Run(long rowId, CancellationToken cancellationToken);

    /// <summary>Somebody wants the row to be worked off now, in the dashboard; <see cref="Run"/> follows.</summary>
    /// <param name="wish">tells one wish from the next: the button pressed twice is the same one.</param>
    /// <returns>the row to work off: another one where this one's state is final.</returns>
    Task<long> AskedByHand(long rowId, string wish, CancellationToken cancellationToken) => Task.FromResult(rowId);
}

/// <summary>
/// The work of a row failed for good, and the row says so. Whoever looks after the installation reads the message, so it is
/// the peer's answer, and names nobody.
/// </summary>
public sealed class JobFailedException(string message) : Exception(message);
