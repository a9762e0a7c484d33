using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PropOps.EndToEndTests;

/// <summary>The folder of an installation, and the SQLite database in it.</summary>
public class DataFolder : Records, IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("propops-end-to-end-").FullName;

    public string DatabaseFile => Path.Combine(Root, "propops.db");

    public IReadOnlyList<string> MailFiles =>
        Directory.Exists(Path.Combine(Root, "mail")) ? [.. Directory.GetFiles(Path.Combine(Root, "mail"), "*.eml").Select(file => Path.GetFileNameWithoutExtension(file)!)] : [];

    public string Mail(string name) => File.ReadAllText(Path.Combine(Root, "mail", $"{name}.eml"));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Directory.Delete(Root, recursive: true);

    protected override DbConnection Connect() => new SqliteConnection(
        new SqliteConnectionStringBuilder { DataSource = DatabaseFile, Pooling = false, DefaultTimeout = 30 }.ConnectionString);
}
