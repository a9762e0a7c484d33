namespace PropOps.Application.Persistence;

/// <summary>Reads without tracking, to be projected in SQL. For lists and answers, never for changes.</summary>
public interface IReadDb
{
    IQueryable<T> Of<T>()
        where T : class;
}
