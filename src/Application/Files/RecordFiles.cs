using System.Security.Cryptography;
using PropOps.Application.Persistence;
using PropOps.Domain.Files;

namespace PropOps.Application.Files;

/// <summary>Files that live and die with the records of the running transaction: no record without its bytes, and no bytes of a change that was refused.</summary>
internal sealed class RecordFiles(IFileStore store, ITransaction transaction)
{
    public async Task<StoredPicture> Add(Picture picture, CancellationToken cancellationToken)
    {
        var stored = new StoredPicture(Guid.CreateVersion7(), picture.ContentType, Convert.ToHexStringLower(SHA256.HashData(picture.Bytes.Span)));
        transaction.AfterRollback(() => store.Delete(stored.FileId));
        await store.Save(stored.FileId, picture.Bytes, cancellationToken);
        return stored;
    }

    /// <summary>Once the record that held it has let it go for certain.</summary>
    public void Remove(StoredPicture? picture)
    {
        if (picture is not null)
        {
            var isCommitted = false;
            transaction.AfterCommit(() => isCommitted = true);
            transaction.AfterEnd(() => isCommitted ? store.Delete(picture.FileId) : Task.CompletedTask);
        }
    }
}
