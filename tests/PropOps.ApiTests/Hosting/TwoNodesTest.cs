namespace PropOps.ApiTests.Hosting;

/// <summary>A fixture with an installation of two nodes, on PostgreSQL and Redis.</summary>
public abstract class TwoNodesTest
{
    private static readonly (string, string)[] Settings = [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000")];

    protected Installation First { get; private set; } = null!;

    protected Installation Second { get; private set; } = null!;

    /// <summary>A client of each.</summary>
    protected IReadOnlyList<HttpClient> Nodes { get; private set; } = [];

    [OneTimeSetUp]
    public async Task StartNodes()
    {
        First = await Installation.Start(Column.PostgreSql, Settings);
        Second = await First.AnotherNode(Settings);
        Nodes = [First.Client(), Second.Client()];
    }

    [OneTimeTearDown]
    public async Task StopNodes()
    {
        foreach (var node in Nodes)
        {
            node.Dispose();
        }

        foreach (var installation in new[] { Second, First }.OfType<Installation>())
        {
            await installation.DisposeAsync();
        }
    }
}
