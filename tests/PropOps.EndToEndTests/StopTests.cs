using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>API-7: told to end, it finishes what it began and leaves nothing that others must wait for.</summary>
public sealed class StopTests
{
    private static readonly string[] Clients = ["coordinator", "director", "sysops"];

    [Test]
    public async Task What_runs_is_finished_and_what_waits_is_handed_back()
    {
        using var data = new DataFolder();
        var stream = await Stopped(data);
        Assert.That(await data.Number("SELECT count(*) FROM core_outbox WHERE done_at IS NULL AND lease_until IS NOT NULL"), Is.Zero);
        Assert.That(stream.Refused, Is.Empty, "whoever was let in got a whole answer");

        using var product = await Product.Start(data, "none");
        var clients = await Task.WhenAll(Clients.Select(product.SignIn));
        await stream.Repeat(clients);
        await Eventually.Get(
            "Events and deliveries waiting",
            async () => await data.WaitingEvents() + (await data.Deliveries()).Count(delivery => delivery.Status == "Queued"),
            waiting => waiting == 0);
        Assert.That(await clients[0].OwnJobs(), Is.EquivalentTo(stream.Acknowledged));
        Assert.That(data.MailFiles, Has.Count.EqualTo(2 * stream.Acknowledged.Count));
    }

    [Test]
    public async Task A_backup_made_while_it_runs_is_an_installation()
    {
        using var data = new DataFolder();
        using var restored = new DataFolder();
        using (var product = await Product.Run(data))
        {
            using var coordinator = await product.SignIn("coordinator");
            using var agent = await product.SignIn("agent.north");
            await coordinator.CreateJob(await data.FirstAddress(), agent.AccountId, Guid.NewGuid().ToString());
            await data.Read($"VACUUM INTO '{Path.Combine(restored.Root, "propops.db")}'", _ => 0);
        }

        using var again = await Product.Run(restored);
        using var reader = await again.SignIn("coordinator");
        Assert.That(await reader.OwnJobs(), Has.Count.EqualTo(1));
        Assert.That(await restored.Jobs(), Is.EqualTo(await data.Jobs()));
    }

    private static async Task<JobStream> Stopped(DataFolder data)
    {
        using var product = await Product.Start(data, "none");
        using var agent = await product.SignIn("agent.north");
        var clients = await Task.WhenAll(Clients.Select(product.SignIn));
        var stream = new JobStream(await data.FirstAddress(), agent.AccountId);
        var flows = clients.Select(client => stream.Flow(client, CancellationToken.None)).ToArray();
        await Eventually.Holds("Jobs are raised", () => Task.FromResult(stream.Acknowledged.Count > 10));
        Assert.That(await product.Stop(), Is.Zero, product.Output);
        await Task.WhenAll(flows);
        return stream;
    }
}
