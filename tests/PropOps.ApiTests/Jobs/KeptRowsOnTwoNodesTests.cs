using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

/// <summary>Rows that one node keeps in memory while another changes their jobs.</summary>
public sealed class KeptRowsOnTwoNodesTests
{
    [Test]
    public async Task Another_nodes_change_is_seen_at_once()
    {
        (string, string)[] settings = [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000")];
        await using var here = await Installation.Start(Column.PostgreSql, settings);
        await using var there = await here.AnotherNode(settings);
        using var hereHttp = here.Client();
        using var thereHttp = there.Client();
        var (coordinator, director) = (await ApiUser.SignIn(hereHttp, "coordinator"), await ApiUser.SignIn(thereHttp, "director"));
        var job = await coordinator.CreateJob(JobsApi.NewJob((await here.Demo()).Addresses[0], "As it was"));
        var before = await director.Listed(job);

        await coordinator.UpdateJob(job, new() { ["job_title"] = "As it is" });

        Assert.That((before.Text("job_title"), (await director.Listed(job)).Text("job_title")), Is.EqualTo(("As it was", "As it is")));
    }
}
