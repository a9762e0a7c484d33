namespace PropOps.Application.Names;

/// <summary>
/// Display names and UUIDs of records by their id, from memory, so that lists need no joins. Coherent on every node: a
/// change of a name raises a number in its own transaction, and each request reads that number with its session.
/// </summary>
public interface INames
{
    /// <summary>The records of these ids; what does not exist is left out. What is missing is fetched in one query.</summary>
    ValueTask<IReadOnlyDictionary<long, Named>> Of(NameKind kind, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);
}

/// <summary>A record as others mention it.</summary>
public sealed record Named(long Id, Guid Uuid, string Name);

public enum NameKind
{
    /// <summary>Accounts: agents, owners, authors.</summary>
    Account,
    Branch,
    Contractor,
    Tenant,
    Landlord,

    /// <summary>Addresses, by their one line.</summary>
    Address,
}

public static class NamesExtensions
{
    public static async ValueTask<Named?> One(this INames names, NameKind kind, long? id, CancellationToken cancellationToken) =>
        id is { } known ? (await names.Of(kind, [known], cancellationToken)).GetValueOrDefault(known) : null;
}
