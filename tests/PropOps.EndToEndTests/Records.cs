using System.Data.Common;

namespace PropOps.EndToEndTests;

/// <summary>What an installation keeps, read past the product: it outlives the process.</summary>
public abstract class Records
{
    public async Task<IReadOnlyList<DeliveryState>> Deliveries() => await Read(
        "SELECT lower(CAST(uuid AS text)), status, attempts FROM notifications_deliveries ORDER BY id", row => new DeliveryState(row.GetString(0), row.GetString(1), row.GetInt32(2)));

    public Task<long> Jobs() => Number("SELECT count(*) FROM jobs_jobs");

    public Task<long> WaitingEvents() => Number("SELECT count(*) FROM core_outbox WHERE done_at IS NULL");

    /// <summary>An address with a tenant, of the branch of agent.north.</summary>
    public Task<long> FirstAddress() => Number("SELECT min(id) FROM core_addresses");

    /// <param name="sql">in words that SQLite and PostgreSQL share.</param>
    public async Task<IReadOnlyList<T>> Read<T>(string sql, Func<DbDataReader, T> item)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
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

    public async Task<long> Number(string sql) => (await Read(sql, row => row.GetInt64(0)))[0];

    /// <summary>Changes rows behind the product's back.</summary>
    public async Task<int> Change(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        return await Execute(connection, sql);
    }

    protected abstract DbConnection Connect();

    protected static async Task<int> Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    }
}

public sealed record DeliveryState(string Uuid, string Status, int Attempts);
