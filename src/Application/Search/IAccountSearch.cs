namespace PropOps.Application.Search;

/// <summary>Finds accounts by what is encrypted of them (SEARCH-2 to SEARCH-4): words of the name, the whole mail address, the number.</summary>
public interface IAccountSearch
{
    Task<IQueryable<long>> Matching(string text, CancellationToken cancellationToken);
}
