using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>The program as it is shipped, on either database, with a relay, for tests of what it tells of itself.</summary>
public sealed class WatchedInstallation : IAsyncDisposable
{
    public const string RelayPassword = "Relay-Secret-4711";
    private readonly ProductionDatabase? _database;
    private Product? _product;

    private WatchedInstallation(ProductionDatabase? database) => _database = database;

    public DataFolder Data { get; } = new();

    public SmtpPeerProcess Relay { get; } = new("--user", "propops", "--password", RelayPassword);

    public Product Product => _product!;

    public Records Records => _database is null ? Data : _database;

    /// <param name="onPostgres">false: on SQLite.</param>
    /// <param name="connection">further parts of PostgreSQL's connection string.</param>
    public static async Task<WatchedInstallation> Start(bool onPostgres, (string Key, string Value)[] settings, string connection = "")
    {
        var installation = new WatchedInstallation(onPostgres ? await ProductionDatabase.Create() : null);
        (string, string)[] all =
        [
            .. (installation._database?.Settings ?? []).Select(setting => setting.Key.EndsWith("PropOps", StringComparison.Ordinal) ? (setting.Key, $"{setting.Value};{connection}") : setting),
            ("Email__Smtp__Host", "127.0.0.1"), ("Email__Smtp__Port", $"{installation.Relay.Port}"), ("Email__Smtp__Security", "None"),
            ("Email__Smtp__User", "propops"), ("Email__Smtp__Password", RelayPassword),
            .. settings,
        ];
        if (onPostgres)
        {
            await Product.Migrate(installation.Data, all);
        }

        installation._product = await Product.Run(installation.Data, all);
        return installation;
    }

    /// <summary>Every event handled and every delivery ended, of at least <paramref name="deliveries"/>.</summary>
    public Task Settled(int deliveries) => Eventually.Get(
        "Events and deliveries waiting",
        async () => (Events: await Records.WaitingEvents(), Deliveries: await Records.Deliveries()),
        state => state.Events == 0 && state.Deliveries.Count >= deliveries && state.Deliveries.All(delivery => delivery.Status != "Queued"));

    public async ValueTask DisposeAsync()
    {
        _product?.Dispose();
        Relay.Dispose();
        Data.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
