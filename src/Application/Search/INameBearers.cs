namespace PropOps.Application.Search;

/// <summary>Finds accounts by their encrypted names.</summary>
public interface INameBearers
{
    /// <summary>Accounts in whose name a word begins with this one.</summary>
    Task<IReadOnlyCollection<long>> AccountsNamed(string word, CancellationToken cancellationToken);
}
