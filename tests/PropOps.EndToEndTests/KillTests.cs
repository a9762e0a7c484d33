using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>
/// Killed from outside in a stream of creates, again and again: what was answered with success is there, with its history and
/// its mails, each once; what was not can be asked for again. How often says the parameter <c>kills</c>.
/// </summary>
public sealed class KillTests
{
    private static readonly string[] Clients = ["coordinator", "director", "sysops"];
    private const int MailsOfAJob = 2;
    private static readonly int Kills = TestContext.Parameters.Get("kills", 5);

    [Test]
    public async Task Nothing_that_was_acknowledged_is_lost_or_doubled()
    {
        using var data = new DataFolder();
        JobStream? stream = null;
        var leftBehind = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var product = await Product.Start(data, "from-outside");
            var clients = await SignIn(product);
            stream ??= new JobStream(await data.FirstAddress(), await Agent(product));
            var before = stream.Acknowledged.Count;
            var flows = clients.Select(client => stream.Flow(client, CancellationToken.None)).ToArray();
            var enough = before + Clients.Length + Random.Shared.Next(10);
            await Eventually.Holds("The stream flows", () => Task.FromResult(stream.Acknowledged.Count >= enough));
            await product.Kill();
            await Task.WhenAll(flows);
            leftBehind += await data.WaitingEvents() + (await data.Deliveries()).Count(delivery => delivery.Status == "Queued");
        }

        var dead = stream!.Unanswered.Count;
        using (var product = await Product.Start(data, "from-outside"))
        {
            var clients = await SignIn(product);
            await stream.Repeat(clients);
            await Eventually.Get(
                "Events and deliveries waiting",
                async () => await data.WaitingEvents() + (await data.Deliveries()).Count(delivery => delivery.Status == "Queued"),
                waiting => waiting == 0);
            var jobs = await clients[0].OwnJobs();
            Assert.That(jobs, Is.EquivalentTo(stream.Acknowledged));
            foreach (var job in jobs)
            {
                Assert.That((await clients[0].Get($"action=list_commits&uuid={job}")).GetArrayLength(), Is.EqualTo(1));
            }
        }

        var deliveries = await data.Deliveries();
        await TestContext.Out.WriteLineAsync(
            $"{Kills} kills, {stream.Acknowledged.Count} jobs, of which {dead} had no answer at first; {leftBehind} events and deliveries were left behind; "
            + $"{deliveries.Count(delivery => delivery.Attempts > 1)} of {deliveries.Count} mails were begun more than once.");
        Assert.Multiple(() =>
        {
            Assert.That(stream.Refused, Is.Empty);
            Assert.That(leftBehind, Is.Positive, "some work was redelivered");
            Assert.That(deliveries, Has.Count.EqualTo(MailsOfAJob * stream.Acknowledged.Count));
            Assert.That(deliveries.Select(delivery => delivery.Status), Has.All.EqualTo("Sent"));
            Assert.That(data.MailFiles, Is.EquivalentTo(deliveries.Select(delivery => delivery.Uuid)));
        });
    }

    private static async Task<ApiSession[]> SignIn(Product product) =>
        await Task.WhenAll(Clients.Select(product.SignIn));

    private static async Task<long> Agent(Product product)
    {
        using var agent = await product.SignIn("agent.north");
        return agent.AccountId;
    }
}
