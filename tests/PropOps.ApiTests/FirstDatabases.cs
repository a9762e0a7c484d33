using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Persistence;
using PropOps.WebApi.Hosting;

namespace PropOps.ApiTests;

/// <summary>
/// The databases that installations begin with, with demo and without: each is made once, as the product makes it, and
/// copied from then on. Made anew for every fixture they took half of the suite's time.
/// </summary>
[SetUpFixture]
public sealed class FirstDatabases
{
    private static readonly ConcurrentDictionary<(Column Column, bool Demo), Lazy<Task<string>>> Made = [];
    private static readonly DirectoryInfo Folder = System.IO.Directory.CreateTempSubdirectory("propops-first-");

    /// <summary>Puts a copy into a data folder.</summary>
    public static async Task CopyTo(string data, bool demo) => File.Copy(await Of(Column.Sqlite, demo), Path.Combine(data, "propops.db"));

    /// <returns>the name of a new PostgreSQL database.</returns>
    public static async Task<string> Copy(bool demo)
    {
        var name = NewName();
        await TestPostgres.Execute($"CREATE DATABASE {name} TEMPLATE {await Of(Column.PostgreSql, demo)}");
        return name;
    }

    [OneTimeTearDown]
    public async Task Delete()
    {
        Folder.Delete(recursive: true);
        foreach (var made in Made.Where(made => made.Key.Column == Column.PostgreSql))
        {
            await TestPostgres.Drop(await made.Value.Value);
        }
    }

    private static Task<string> Of(Column column, bool demo) =>
        Made.GetOrAdd((column, demo), _ => new Lazy<Task<string>>(() => column == Column.Sqlite ? MakeFile(demo) : MakeDatabase(demo))).Value;

    private static async Task<string> MakeFile(bool demo)
    {
        var data = Folder.CreateSubdirectory($"{Guid.NewGuid():N}");
        await Prepare(Column.Sqlite, data.FullName, database: null, demo);
        var file = Path.Combine(Folder.FullName, $"{data.Name}.db");

        // One file without a log beside it.
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data.FullName, "propops.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The path is ours.
        command.CommandText = $"VACUUM INTO '{file}'";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return file;
    }

    private static async Task<string> MakeDatabase(bool demo)
    {
        var name = NewName();
        await TestPostgres.Execute($"CREATE DATABASE {name}");
        await Prepare(Column.PostgreSql, Folder.CreateSubdirectory(name).FullName, name, demo);
        NpgsqlConnection.ClearAllPools();
        return name;
    }

    /// <summary>What comes before serving, and nothing of what comes after.</summary>
    private static async Task Prepare(Column column, string data, string? database, bool demo)
    {
        await using var app = Installation.Build(column, data, database, [("Demo:Seed", demo ? "true" : "false")]);
        if (column == Column.PostgreSql)
        {
            await app.Services.GetRequiredService<DatabaseStart>().Migrate(CancellationToken.None);
        }

        await app.UsePropOps();
    }

    private static string NewName() => $"propops_{Guid.NewGuid():N}";
}
