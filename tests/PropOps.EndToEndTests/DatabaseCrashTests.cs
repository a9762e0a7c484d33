using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>PostgreSQL dies under load and comes back: clean 503s in between, nothing lost, and the product goes on by itself.</summary>
public sealed class DatabaseCrashTests
{
    private static readonly string[] Clients = ["coordinator", "director", "sysops"];

    [Test]
    public async Task Everything_goes_on_when_PostgreSQL_is_back()
    {
        using var services = new ServicePair();
        var database = await services.CreateDatabase();
        using var data = new DataFolder();
        await Product.Migrate(data, database.Settings);
        using var product = await Product.Run(data, database.Settings);
        using var agent = await product.SignIn("agent.north");
        var clients = await Task.WhenAll(Clients.Select(product.SignIn));
        var stream = new JobStream(await database.FirstAddress(), agent.AccountId);
        using var stop = new CancellationTokenSource();
        var flows = clients.Select(client => stream.Flow(client, stop.Token)).ToArray();

        for (var crash = 0; crash < 3; crash++)
        {
            await Flows(stream);
            services.PostgresDown();
            await Refuses(stream, 1);
            Assert.That((await agent.TryGet("/api/system/health/live")).Status, Is.EqualTo(200), "the node itself lives, whoever asks");
            Assert.That((await agent.TryGet("/api/system/health/ready")).Body.GetProperty("error").GetString(), Is.EqualTo("Not ready: database"), "the load balancer is told");
            await Refuses(stream, 50);
            services.PostgresUp();
        }

        await Flows(stream);
        await stop.CancelAsync();
        await Task.WhenAll(flows);
        var dead = stream.Unanswered.Count;
        await stream.Repeat(clients);
        await Eventually.Get(
            "Events and deliveries waiting",
            async () => await database.WaitingEvents() + (await database.Deliveries()).Count(delivery => delivery.Status == "Queued"),
            waiting => waiting == 0);

        await TestContext.Out.WriteLineAsync($"{stream.Acknowledged.Count} jobs, {stream.Refused.Count} requests refused, {dead} creates repeated.");
        Assert.Multiple(() =>
        {
            Assert.That(stream.Refused.Select(answer => (answer.Status, answer.Code, answer.Header("Retry-After"))), Is.Not.Empty.And.All.EqualTo((503, "unavailable", "5")), Unforeseen(product));
            Assert.That(data.MailFiles, Has.Count.EqualTo(2 * stream.Acknowledged.Count));
        });
        Assert.That(await clients[0].OwnJobs(), Is.EquivalentTo(stream.Acknowledged));
        Assert.That((await database.Deliveries()).Select(delivery => delivery.Uuid), Is.EquivalentTo(data.MailFiles));
    }

    /// <summary>The log lines of what nobody foresaw.</summary>
    private static string Unforeseen(Product product) => string.Join('\n', product.Output.Split('\n').Where(line => line.Contains("The request failed", StringComparison.Ordinal)));

    /// <summary>Until so many further requests were refused.</summary>
    private static Task Refuses(JobStream stream, int times)
    {
        var before = stream.Refused.Count;
        return Eventually.Holds("Requests are refused", () => Task.FromResult(stream.Refused.Count >= before + times));
    }

    /// <summary>Until further jobs were raised.</summary>
    private static Task Flows(JobStream stream)
    {
        var before = stream.Acknowledged.Count;
        return Eventually.Holds("Jobs are raised", () => Task.FromResult(stream.Acknowledged.Count > before + 10));
    }
}
