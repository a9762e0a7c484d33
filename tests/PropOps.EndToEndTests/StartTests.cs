using Microsoft.Data.Sqlite;

namespace PropOps.EndToEndTests;

/// <summary>API-9: a start that must not be ends with one line that says why, and changes nothing.</summary>
public sealed class StartTests
{
    private static readonly (string, string) NoDemo = ("Demo__Seed", "false");

    [Test]
    public async Task Not_on_a_newer_database()
    {
        using var data = await Installed();
        await Change(data, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99')");
        await RefusesAndChangesNothing(data, "The database was made by a newer version of the program.", NoDemo);
    }

    [Test]
    public async Task Not_with_another_key()
    {
        using var data = await Installed();
        await RefusesAndChangesNothing(
            data,
            "The database was encrypted with another key. Set Security__MasterKey, or put keys/master.key back into the data folder.",
            NoDemo,
            ("Security__MasterKey", Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray())));
    }

    [Test]
    public async Task Not_without_its_key()
    {
        using var data = new DataFolder();
        (string, string) ownKey = ("Security__MasterKey", "");
        using (var product = await Product.Run(data, NoDemo, ownKey))
        {
            Assert.That(await product.Stop(), Is.Zero);
        }

        File.Delete(Path.Combine(data.Root, "keys", "master.key"));
        await RefusesAndChangesNothing(
            data, "The key that the database was encrypted with is missing. Set Security__MasterKey, or put keys/master.key back into the data folder.", NoDemo, ownKey);
    }

    [TestCase("Cors__Origins", "https://app.example.org/path", "Cors__Origins must be origins, as https://app.example.org, with commas between them.")]
    [TestCase("Security__TrustedProxies", "10.0.0.0/99", "Security__TrustedProxies must be networks, as 10.0.0.0/8, with commas between them.")]
    public async Task Not_with_a_setting_that_cannot_be_read(string key, string value, string line)
    {
        using var data = new DataFolder();
        await RefusesAndChangesNothing(data, line, NoDemo, (key, value));
    }

    [Test]
    public async Task Not_where_it_cannot_write()
    {
        using var data = new DataFolder();
        var file = Path.Combine(data.Root, "a-file");
        await File.WriteAllTextAsync(file, "");
        await RefusesAndChangesNothing(data, "The data folder (PROPOPS_DATA) cannot be written.", NoDemo, ("PROPOPS_DATA", Path.Combine(file, "data")));
    }

    [Test]
    public async Task Not_before_the_migrations()
    {
        await using var database = await ProductionDatabase.Create();
        using var data = new DataFolder();
        await RefusesAndChangesNothing(data, "The database has pending migrations. Run the program once with --migrate.", [NoDemo, .. database.Settings]);
    }

    [Test]
    public async Task Not_without_its_database()
    {
        using var data = new DataFolder();
        await RefusesAndChangesNothing(
            data,
            "The database cannot be reached, is busy or is full.",
            NoDemo,
            ("Database__Provider", "PostgreSql"),
            ("ConnectionStrings__PropOps", "Host=127.0.0.1;Port=1;Username=u;Password=a-secret;Database=d"));
    }

    [Test]
    public async Task Not_with_a_collector_that_is_no_address()
    {
        using var data = new DataFolder();
        await RefusesAndChangesNothing(
            data, "OTEL_EXPORTER_OTLP_ENDPOINT must be an address, as http://collector:4318.", NoDemo, ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"));
    }

    private static async Task RefusesAndChangesNothing(DataFolder data, string line, params (string Key, string Value)[] settings)
    {
        var before = Files(data);
        var (exitCode, output) = await Product.RunToEnd(data, [], settings);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output.Trim(), Is.EqualTo(line));
            Assert.That(Files(data), Is.EqualTo(before));
        });
    }

    private static async Task<DataFolder> Installed()
    {
        var data = new DataFolder();
        using var product = await Product.Run(data, NoDemo);
        Assert.That(await product.Stop(), Is.Zero);
        return data;
    }

    private static async Task Change(DataFolder data, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data.Root, "propops.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement stands above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static Dictionary<string, string> Files(DataFolder data) => Directory.EnumerateFiles(data.Root, "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
}
