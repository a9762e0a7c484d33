using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>
/// A job in, mails out, and the process killed between two of the steps: after the next start nothing is lost and nothing
/// stands twice. The client that heard no answer asks again with the same Idempotency-Key.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class CrashTests
{
    private static readonly string[] Recipients = ["agent.north@demo.propops.test", "tenant@demo.propops.test"];

    [Test]
    public Task Killed_before_the_commit() => Story("before-commit", async (data, newJobs) =>
    {
        Assert.That(newJobs, Is.Zero);
        Assert.That(await data.Deliveries(), Is.Empty);
        Assert.That(data.MailFiles, Is.Empty);
    });

    [Test]
    public Task Killed_before_the_commit_of_the_deliveries() => Story("before-deliveries-commit", async (data, newJobs) =>
    {
        Assert.That(newJobs, Is.EqualTo(1));
        Assert.That(await data.WaitingEvents(), Is.EqualTo(1));
        Assert.That(await data.Deliveries(), Is.Empty);
    });

    [Test]
    public Task Killed_between_commit_and_enqueue() => Story("between-commit-and-enqueue", async (data, newJobs) =>
    {
        Assert.That(newJobs, Is.EqualTo(1));
        Assert.That((await data.Deliveries()).Select(delivery => (delivery.Status, delivery.Attempts)), Is.EqualTo(new[] { ("Queued", 0), ("Queued", 0) }));
        Assert.That(data.MailFiles, Is.Empty);
    });

    [Test]
    public Task Killed_after_the_file_and_before_our_commit() => Story("after-sending", async (data, newJobs) =>
    {
        Assert.That(newJobs, Is.EqualTo(1));
        var deliveries = await data.Deliveries();
        Assert.That(data.MailFiles, Is.Not.Empty);
        Assert.That(deliveries.Select(delivery => delivery.Status), Is.EqualTo(new[] { "Queued", "Queued" }));
        Assert.That(deliveries.Where(delivery => data.MailFiles.Contains(delivery.Uuid)).Select(delivery => delivery.Attempts), Is.Not.Empty.And.All.EqualTo(1));
    });

    [Test]
    public async Task Killed_between_the_relays_acceptance_and_our_commit()
    {
        using var data = new DataFolder();
        using var relay = new SmtpPeerProcess();
        (string, string)[] smtp = [("Email__Smtp__Host", "127.0.0.1"), ("Email__Smtp__Port", $"{relay.Port}"), ("Email__Smtp__Security", "None")];
        using (var product = await Product.Start(data, "after-sending", smtp))
        {
            using var agent = await product.SignIn("agent.north");
            using var coordinator = await product.SignIn("coordinator");
            await coordinator.CreateJob(await data.FirstAddress(), agent.AccountId, Guid.NewGuid().ToString());
            await product.Death();
        }

        var taken = MessageIds(relay);
        Assert.That(taken, Is.Not.Empty.And.Unique);
        Assert.That((await data.Deliveries()).Select(delivery => delivery.Status), Is.EqualTo(new[] { "Queued", "Queued" }));
        using (await Product.Start(data, "none", smtp))
        {
            await Settled(data);
        }

        // What the relay had taken comes once more, and can be told by its Message-ID.
        var deliveries = await data.Deliveries();
        Assert.That(deliveries.Select(delivery => delivery.Status), Is.EqualTo(new[] { "Sent", "Sent" }));
        Assert.That(MessageIds(relay), Is.EquivalentTo(deliveries.Select(delivery => $"{delivery.Uuid}@propops.local").Concat(taken)));
    }

    private static List<string> MessageIds(SmtpPeerProcess relay) => [.. relay.Mails.Select(mail => mail.MessageId!)];

    private static async Task Story(string point, Func<DataFolder, long, Task> whatItLeft)
    {
        using var data = new DataFolder();
        var key = Guid.NewGuid().ToString();
        long address, agentId, demoJobs;
        using (var product = await Product.Start(data, point))
        {
            using var agent = await product.SignIn("agent.north");
            using var coordinator = await product.SignIn("coordinator");
            (address, agentId, demoJobs) = (await data.FirstAddress(), agent.AccountId, await data.Jobs());
            await coordinator.CreateJob(address, agentId, key);
            await product.Death();
        }

        var left = (Jobs: await data.Jobs() - demoJobs, Deliveries: await data.Deliveries());
        await whatItLeft(data, left.Jobs);
        using (var product = await Product.Start(data, "none"))
        {
            using var coordinator = await product.SignIn("coordinator");
            Assert.That(await coordinator.OwnJobs(), Has.Count.EqualTo(left.Jobs));
            if (left.Jobs > 0)
            {
                await Settled(data);
                Assert.That(data.MailFiles, Has.Count.EqualTo(2), "what was committed is mended without the client");
            }

            var job = (await coordinator.CreateJob(address, agentId, key))!.Value;
            await Settled(data);

            Assert.That(await coordinator.OwnJobs(), Is.EqualTo(new[] { job.GetProperty("uuid").GetString() }));
            Assert.That((await coordinator.Get($"action=list_commits&uuid={job.GetProperty("uuid")}")).GetArrayLength(), Is.EqualTo(1));
        }

        await OneMailEach(data, left.Deliveries);
    }

    /// <summary>Every event handled and every delivery ended, of at least one job.</summary>
    private static Task Settled(DataFolder data) => Eventually.Get(
        "Events and deliveries waiting",
        async () => (Events: await data.WaitingEvents(), Deliveries: await data.Deliveries()),
        state => state.Events == 0 && state.Deliveries.Count > 0 && state.Deliveries.All(delivery => delivery.Status != "Queued"));

    private static async Task OneMailEach(DataFolder data, IReadOnlyList<DeliveryState> before)
    {
        var deliveries = await data.Deliveries();
        var tried = before.ToDictionary(delivery => delivery.Uuid, delivery => delivery.Attempts);
        Assert.Multiple(() =>
        {
            Assert.That(deliveries, Has.Count.EqualTo(2));
            Assert.That(deliveries.Select(delivery => delivery.Status), Has.All.EqualTo("Sent"));
            Assert.That(data.MailFiles, Is.EquivalentTo(deliveries.Select(delivery => delivery.Uuid)));
            Assert.That(data.MailFiles.Select(name => Recipients.Single(recipient => data.Mail(name).Contains($"To: {recipient}"))), Is.EquivalentTo(Recipients));

            // One attempt more than the dead process made: what it had sent was sent again, into the same file.
            Assert.That(deliveries.Select(delivery => delivery.Attempts), Is.EqualTo(deliveries.Select(delivery => tried.GetValueOrDefault(delivery.Uuid) + 1)));
        });
    }
}
