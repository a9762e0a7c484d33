using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>API-9: a full disk is a clean 503, nothing acknowledged is lost, and it goes on by itself once there is room.</summary>
public sealed class FullDiskTests
{
    private static readonly string[] Clients = ["coordinator", "director", "sysops"];

    [Test]
    public async Task A_full_disk_refuses_and_then_goes_on()
    {
        using var disk = new SmallDisk();
        using var product = await Product.Start(disk, "from-outside", ("Deliveries__RetryDelays", string.Join(',', Enumerable.Repeat("1", 60))));
        using var agent = await product.SignIn("agent.north");
        var clients = await Task.WhenAll(Clients.Select(product.SignIn));
        var stream = new JobStream(await disk.FirstAddress(), agent.AccountId);
        using var stop = new CancellationTokenSource();
        var flows = clients.Select(client => stream.Flow(client, stop.Token)).ToArray();
        await Eventually.Holds("Jobs are raised", () => Task.FromResult(stream.Acknowledged.Count > 10));

        disk.Fill();
        await Eventually.Holds("Requests are refused", () => Task.FromResult(stream.Refused.Count > 20));
        Assert.That((await agent.TryGet("/api/jobs/manage?action=list&limit=5")).Status, Is.EqualTo(200), "what needs no room is served");

        disk.MakeRoom();
        var before = stream.Acknowledged.Count;
        await Eventually.Holds("Jobs are raised again", () => Task.FromResult(stream.Acknowledged.Count > before + 10));
        await stop.CancelAsync();
        await Task.WhenAll(flows);
        await stream.Repeat(clients);
        await Eventually.Get(
            "Events and deliveries waiting",
            async () => await disk.WaitingEvents() + (await disk.Deliveries()).Count(delivery => delivery.Status == "Queued"),
            waiting => waiting == 0);

        await TestContext.Out.WriteLineAsync($"{stream.Acknowledged.Count} jobs, {stream.Refused.Count} creates refused.");
        Assert.That(stream.Refused.Select(answer => (answer.Status, answer.Code, answer.Header("Retry-After"))), Has.All.EqualTo((503, "unavailable", "5")));
        Assert.That(await clients[0].OwnJobs(), Is.EquivalentTo(stream.Acknowledged));
        Assert.That((await disk.Deliveries()).Select(delivery => (delivery.Uuid, delivery.Status)), Is.EquivalentTo(disk.MailFiles.Select(file => (file, "Sent"))));
        Assert.That(disk.MailFiles, Has.Count.EqualTo(2 * stream.Acknowledged.Count));
    }
}
