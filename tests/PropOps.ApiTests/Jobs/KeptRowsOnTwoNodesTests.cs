using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

/// <summary>Rows that one node keeps in memory while another changes their jobs.</summary>
public sealed class KeptRowsOnTwoNodesTests : TwoNodesTest
{
    [Test]
    public async Task Another_nodes_change_is_seen_at_once()
    {
        var (coordinator, director) = (await ApiUser.SignIn(Nodes[0], "coordinator"), await ApiUser.SignIn(Nodes[1], "director"));
        var job = await coordinator.CreateJob(JobsApi.NewJob((await First.Demo()).Addresses[0], "As it was"));
        var before = await director.Listed(job);

        await coordinator.UpdateJob(job, new() { ["job_title"] = "As it is" });

        Assert.That((before.Text("job_title"), (await director.Listed(job)).Text("job_title")), Is.EqualTo(("As it was", "As it is")));
    }
}
