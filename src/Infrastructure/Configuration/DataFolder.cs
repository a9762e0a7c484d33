using Microsoft.Extensions.Configuration;

namespace PropOps.Infrastructure.Configuration;

/// <summary>The folder of everything that the embedded defaults keep: database, files, mail, keys (PROPOPS_DATA).</summary>
public sealed class DataFolder
{
    private readonly string _root;

    /// <exception cref="StartupException">when it cannot be made or written.</exception>
    public DataFolder(IConfiguration configuration)
    {
        _root = Path.GetFullPath(configuration["PROPOPS_DATA"] is { Length: > 0 } given ? given : "data");
        try
        {
            System.IO.Directory.CreateDirectory(_root);
            var probe = Path.Combine(_root, $".probe-{Guid.NewGuid():N}");
            System.IO.File.WriteAllText(probe, "");
            System.IO.File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException("The data folder (PROPOPS_DATA) cannot be written.");
        }
    }

    /// <summary>The path of a file in a folder of the data folder; the folder exists afterwards.</summary>
    public string File(string folder, string name) => Path.Combine(Folder(folder), name);

    public string Folder(string name) => System.IO.Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
}
