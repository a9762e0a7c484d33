using PropOps.Application.Files;
using PropOps.Infrastructure.Configuration;

namespace PropOps.Infrastructure.Files;

/// <summary>Files in the data folder. A path is made of our folder and a UUID, and of nothing else.</summary>
internal sealed class LocalFileStore : IFileStore
{
    private readonly DataFolder _data;
    private readonly string _kept;

    public LocalFileStore(DataFolder data)
    {
        _data = data;
        _kept = data.Folder("files");
        TemporaryArea.Clear(data);
    }

    /// <summary>Its name is gone as soon as it is open: nobody finds it, and no crash leaves it behind.</summary>
    public Stream OpenTemporary()
    {
        var path = _data.File(TemporaryArea.Folder, Path.GetRandomFileName());
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        });
        File.Delete(path);
        return file;
    }

    public async Task Save(Guid id, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var path = PathOf(id);
        var unfinished = _data.File(TemporaryArea.Folder, Path.GetRandomFileName());
        try
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(unfinished, bytes, cancellationToken);
            File.Move(unfinished, path);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    public Stream? Open(Guid id)
    {
        try
        {
            return new FileStream(PathOf(id), new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task Delete(Guid id)
    {
        if (File.Exists(PathOf(id)))
        {
            File.Delete(PathOf(id));
        }

        return Task.CompletedTask;
    }

    /// <summary>In 256 folders, by the end of the UUID: its beginning is the time, and would fill one folder after the other.</summary>
    private string PathOf(Guid id)
    {
        var name = id.ToString("N");
        return Path.Combine(_kept, name[^2..], name);
    }
}

/// <summary>Where bytes lie that nobody has judged yet.</summary>
internal static class TemporaryArea
{
    public static readonly string Folder = Path.Combine("files", "temporary");

    /// <summary>Longer than any request takes: another node may have the same folder, and be at work in it.</summary>
    private static readonly TimeSpan Leftover = TimeSpan.FromHours(1);

    /// <summary>Deletes what a process left that was killed.</summary>
    public static void Clear(DataFolder data)
    {
        foreach (var left in new DirectoryInfo(data.Folder(Folder)).EnumerateFileSystemInfos().Where(left => left.LastWriteTimeUtc < DateTime.UtcNow - Leftover))
        {
            if (left is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                left.Delete();
            }
        }
    }
}
