namespace PropOps.Application.Persistence;

/// <summary>One write transaction: begin, work, save once, commit, then what had to wait for the commit.</summary>
public interface ITransaction
{
    /// <summary>Runs <paramref name="work"/> and saves what it changed. A refusal rolls everything back.</summary>
    Task<TAnswer> Run<TAnswer>(Func<Task<TAnswer>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Does this inside the transaction whose work returns a <typeparamref name="TAnswer"/>, once that is there and before
    /// anything is saved: for what must be kept together with the change, and of what was answered.
    /// </summary>
    void BeforeCommit<TAnswer>(Func<TAnswer, Task> work);

    /// <summary>Does this once the running transaction has been committed; not at all if it is rolled back.</summary>
    void AfterCommit(Action action);

    /// <summary>
    /// Does this once the running transaction has been rolled back for certain; not where a commit was asked for and nothing
    /// was heard of it.
    /// </summary>
    void AfterRollback(Func<Task> work);

    /// <summary>Does this once the running transaction has ended, committed or rolled back.</summary>
    void AfterEnd(Func<Task> work);

    /// <summary>
    /// Transactions that name the same key follow one another: waits until those before this one have ended, so that what
    /// they created is found. For records that do not exist yet and so cannot be locked.
    /// </summary>
    Task FollowOthers(string key, CancellationToken cancellationToken);
}
