namespace PropOps.Application.Names;

/// <summary>Whose an address is, from memory; coherent on every node, as names are.</summary>
public interface ILandlords
{
    /// <returns>null: nobody is known.</returns>
    ValueTask<Named?> OfAddress(long addressId, CancellationToken cancellationToken);
}
