using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Persistence;

/// <summary>
/// Loads and keeps aggregates. Inside a command <see cref="Find"/> takes the row's lock, so that writers follow one
/// another. Nothing here saves: the transaction does, once.
/// </summary>
public interface IRepository<T>
    where T : class, IAggregate
{
    Task<T?> Find(ISpecification<T> specification, CancellationToken cancellationToken);

    Task<List<T>> List(ISpecification<T> specification, CancellationToken cancellationToken);

    Task<int> Count(ISpecification<T> specification, CancellationToken cancellationToken);

    Task<bool> Any(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>Keeps a new aggregate and gives it its <see cref="Entity.Id"/>.</summary>
    void Add(T aggregate);

    /// <summary>Gives what is new in an aggregate its <see cref="Entity.Id"/>, for an answer that shows it before the save.</summary>
    void Number(T aggregate);

    void Remove(T aggregate);
}
