using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence.PostgreSql;

namespace PropOps.Infrastructure.Persistence;

internal sealed class Repository<T>(PropOpsDbContext db) : IRepository<T>
    where T : class, IAggregate
{
    public async Task<T?> Find(ISpecification<T> specification, CancellationToken cancellationToken)
    {
        var query = db.Set<T>().Apply(specification);
        if (db.Database.CurrentTransaction is not null)
        {
            // Split: the root row is locked first, and its collections are then read as they are behind that lock.
            query = query.AsSplitQuery().TagWith(RowLockInterceptor.Tag);
        }

        // No LIMIT: EF would wrap the root in a subquery, and specifications of one record name a unique key.
        return (await query.ToListAsync(cancellationToken)).SingleOrDefault();
    }

    public Task<List<T>> List(ISpecification<T> specification, CancellationToken cancellationToken) =>
        db.Set<T>().Apply(specification).ToListAsync(cancellationToken);

    public Task<int> Count(ISpecification<T> specification, CancellationToken cancellationToken) =>
        db.Set<T>().Apply(specification, paged: false).CountAsync(cancellationToken);

    public Task<bool> Any(ISpecification<T> specification, CancellationToken cancellationToken) =>
        db.Set<T>().Apply(specification, paged: false).AnyAsync(cancellationToken);

    public void Add(T aggregate) => db.Add(aggregate);

    public void Number(T aggregate) => db.Entry(aggregate).DetectChanges();

    public void Remove(T aggregate) => db.Remove(aggregate);
}

internal sealed class ReadDb(PropOpsDbContext db) : IReadDb
{
    public IQueryable<T> Of<T>()
        where T : class =>
        db.Set<T>().AsNoTracking();
}
