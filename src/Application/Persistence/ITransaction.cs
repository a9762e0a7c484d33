namespace PropOps.Application.Persistence;

/// <summary>One write transaction: begin, work, save once, commit, then what had to wait for the commit.</summary>
public interface ITransaction
{
    /// <summary>Runs <paramref name="work"/> and saves what it changed. A refusal rolls everything back.</summary>
    Task<TAnswer> Run<TAnswer>(Func<Task<TAnswer>> work, CancellationToken cancellationToken);

    /// <summary>Does this once the running transaction has been committed; not at all if it is rolled back.</summary>
    void AfterCommit(Action action);
}
