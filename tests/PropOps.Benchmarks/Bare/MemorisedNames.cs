using System.Data.Common;
using PropOps.Infrastructure.Encryption;

namespace PropOps.Benchmarks.Bare;

/// <summary>Every name there is, read and decrypted once.</summary>
internal sealed class MemorisedNames
{
    public Dictionary<int, (string Name, string Stage)> Statuses { get; } = [];

    public Dictionary<int, string> Priorities { get; } = [];

    public Dictionary<int, string> Types { get; } = [];

    public Dictionary<int, string> Ranges { get; } = [];

    public Dictionary<int, BareTag> Tags { get; } = [];

    public Dictionary<long, string> Branches { get; } = [];

    public Dictionary<long, string> Accounts { get; } = [];

    public Dictionary<long, string> Contractors { get; } = [];

    public Dictionary<long, string> Addresses { get; } = [];

    public static async Task<MemorisedNames> Read(DbConnection connection, KeyRing keys)
    {
        var names = new MemorisedNames();
        await Each("SELECT id, name, stage FROM core_job_statuses", row => names.Statuses[row.GetInt32(0)] = (row.GetString(1), row.GetString(2)));
        await Each("SELECT id, name FROM core_job_priorities", row => names.Priorities[row.GetInt32(0)] = row.GetString(1));
        await Each("SELECT id, name FROM core_job_types", row => names.Types[row.GetInt32(0)] = row.GetString(1));
        await Each("SELECT id, name FROM core_time_ranges", row => names.Ranges[row.GetInt32(0)] = row.GetString(1));
        await Each("SELECT id, name, colour FROM core_job_tags", row => names.Tags[row.GetInt32(0)] = new BareTag(row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)));
        await Each("SELECT id, name FROM core_branches", row => names.Branches[row.GetInt64(0)] = row.GetString(1));
        await Each("SELECT id, full_address FROM core_addresses", row => names.Addresses[row.GetInt64(0)] = row.GetString(1));
        await Each("SELECT id, first_name, last_name FROM core_users", row => names.Accounts[row.GetInt64(0)] = Person(row, 1));
        await Each("SELECT id, company_name, first_name, last_name FROM core_contractors", row => names.Contractors[row.GetInt64(0)] = row.IsDBNull(1) ? Person(row, 2) : row.GetString(1));
        return names;

        string Person(DbDataReader row, int column) => $"{keys.Decrypt(row.GetString(column))} {keys.Decrypt(row.GetString(column + 1))}".Trim();

        async Task Each(string sql, Action<DbDataReader> take)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                take(rows);
            }
        }
    }
}
