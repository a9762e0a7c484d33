using Npgsql;

namespace PropOps.ApiTests.Hosting;

/// <summary>The PostgreSQL server of the tests.</summary>
internal static class TestPostgres
{
    public static string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(
        Environment.GetEnvironmentVariable("PROPOPS_TEST_POSTGRES")
        ?? throw new InvalidOperationException("PROPOPS_TEST_POSTGRES is not set. Run build/test.sh, or `. artifacts/services/env` after build/services.sh start."))
    {
        Database = database,
    }.ConnectionString;

    public static Task Drop(string database)
    {
        NpgsqlConnection.ClearAllPools();
        return Execute($"DROP DATABASE {database} WITH (FORCE)");
    }

    public static async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
