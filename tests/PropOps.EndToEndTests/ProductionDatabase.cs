using System.Data.Common;
using Npgsql;

namespace PropOps.EndToEndTests;

/// <summary>A PostgreSQL database of a test's own, with the settings of a node on it and on the Redis beside it.</summary>
public sealed class ProductionDatabase : Records, IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly string _redis;
    private readonly string _name = $"propops_{Guid.NewGuid():N}";

    private ProductionDatabase(string postgres, string redis) => (_server, _redis) = (new NpgsqlConnectionStringBuilder(postgres) { Pooling = false }, redis);

    public (string Key, string Value)[] Settings =>
    [
        ("Database__Provider", "PostgreSql"),
        ("ConnectionStrings__PropOps", new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _name, Pooling = true }.ConnectionString),
        ("ConnectionStrings__Redis", _redis),
        ("Redis__KeyPrefix", $"{_name}:"),
    ];

    /// <param name="postgres">how its server is reached.</param>
    public static async Task<ProductionDatabase> Create(string? postgres, string? redis)
    {
        const string missing = "{0} is not set. Run build/test.sh, or `. artifacts/services/env` after build/services.sh start.";
        var database = new ProductionDatabase(
            postgres ?? throw new InvalidOperationException(string.Format(null, missing, ServicePair.Postgres)),
            redis ?? throw new InvalidOperationException(string.Format(null, missing, ServicePair.Redis)));
        await database.OnTheServer($"CREATE DATABASE {database._name}");
        return database;
    }

    /// <summary>On the servers that all tests share.</summary>
    public static Task<ProductionDatabase> Create() =>
        Create(Environment.GetEnvironmentVariable(ServicePair.Postgres), Environment.GetEnvironmentVariable(ServicePair.Redis));

    public async ValueTask DisposeAsync() => await OnTheServer($"DROP DATABASE {_name} WITH (FORCE)");

    protected override DbConnection Connect() => new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _name }.ConnectionString);

    private async Task OnTheServer(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await Execute(connection, sql);
    }
}
