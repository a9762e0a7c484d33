using Microsoft.Data.Sqlite;

namespace PropOps.EndToEndTests;

/// <summary>What an installation keeps, read past the product: it outlives the process.</summary>
public sealed class DataFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("propops-crash-").FullName;

    public IReadOnlyList<string> MailFiles =>
        Directory.Exists(Path.Combine(Root, "mail")) ? [.. Directory.GetFiles(Path.Combine(Root, "mail"), "*.eml").Select(file => Path.GetFileNameWithoutExtension(file)!)] : [];

    public string Mail(string name) => File.ReadAllText(Path.Combine(Root, "mail", $"{name}.eml"));

    public async Task<IReadOnlyList<DeliveryState>> Deliveries() =>
        await Read("SELECT lower(uuid), status, attempts FROM notifications_deliveries ORDER BY id", row => new DeliveryState(row.GetString(0), row.GetString(1), row.GetInt32(2)));

    public Task<long> Jobs() => Number("SELECT count(*) FROM jobs_jobs");

    public Task<long> WaitingEvents() => Number("SELECT count(*) FROM core_outbox WHERE done_at IS NULL");

    /// <summary>An address with a tenant, of the branch of agent.north.</summary>
    public Task<long> FirstAddress() => Number("SELECT min(id) FROM core_addresses");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private async Task<long> Number(string sql) => (await Read(sql, row => row.GetInt64(0)))[0];

    private async Task<List<T>> Read<T>(string sql, Func<SqliteDataReader, T> item)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(Root, "propops.db"), Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements stand above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var items = new List<T>();
        while (await reader.ReadAsync())
        {
            items.Add(item(reader));
        }

        return items;
    }
}

public sealed record DeliveryState(string Uuid, string Status, int Attempts);
