namespace PropOps.Application.Files;

/// <summary>Where the bytes of files are kept. A name is a UUID of ours: no path can be made of it (FILES-8).</summary>
public interface IFileStore
{
    /// <summary>Room for bytes that have not been judged yet. They are gone when it is disposed, and when the program dies.</summary>
    Stream OpenTemporary();

    /// <summary>Keeps the bytes under a temporary name, then under this one (FILES-9).</summary>
    Task Save(Guid id, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <returns>null where there are none.</returns>
    Stream? Open(Guid id);

    /// <summary>One that is not there is deleted.</summary>
    Task Delete(Guid id);
}
