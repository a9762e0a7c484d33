namespace PropOps.Application.Persistence;

/// <summary>What this node keeps in memory of the database: names, lists, settings, roles.</summary>
public interface INodeMemory
{
    /// <summary>
    /// Another one each time some of it was dropped because the database has something newer. Who keeps what was made of it
    /// reads this first, and keeps it for this generation only.
    /// </summary>
    object Generation { get; }
}
