using System.Text.Json;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

/// <summary>Lists are made of rows that a node keeps in memory: nobody may ever notice, but by the time it takes.</summary>
public sealed class KeptRowTests(Column column) : JobsTest(column)
{
    [Test]
    public async Task A_list_shows_a_job_as_it_is_now()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0], "As it was"));
        var before = await Coordinator.Listed(job);

        await Coordinator.UpdateJob(job, new() { ["job_title"] = "As it is" });
        var after = await Coordinator.Listed(job);

        Assert.That((before.Text("job_title"), after.Text("job_title"), after.Text("version")), Is.EqualTo(("As it was", "As it is", "2")));
    }

    [Test]
    public async Task A_list_shows_names_as_they_are_now()
    {
        var agent = await SignIn("agent.north");
        var job = await agent.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        var before = (await Coordinator.Listed(job)).Text("agent_name")!;

        var renamed = await agent.Post("/api/users/profile", new { first_name = "Nora" });
        var after = (await Coordinator.Listed(job)).Text("agent_name")!;
        await agent.Post("/api/users/profile", new { first_name = before.Split(' ')[0] });

        Assert.That(renamed.Status, Is.EqualTo(200), renamed.Body.ToString());
        Assert.That(after, Is.EqualTo("Nora " + before.Split(' ')[1]));
    }

    [Test]
    public async Task What_one_account_type_saw_is_not_shown_to_another()
    {
        var agent = await SignIn("agent.north");
        var job = await Coordinator.CreateJob(new
        {
            action = "create", job_title = "Seen by many", job_description = "D", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0],
            job_total_budget = 500, agent_id = Demo.Accounts["agent.north"], contractor_id = Demo.Contractors[0], access_details = "Key safe 4711",
        });
        var contractor = await SignIn("gas");

        var byStaff = await Coordinator.Listed(job);
        var byContractor = await contractor.Listed(job);
        var byAgent = await agent.Listed(job);
        var byStaffAgain = await Coordinator.Listed(job);

        Assert.Multiple(() =>
        {
            Assert.That((byContractor.Text("job_total_budget"), byContractor.Text("access_details")), Is.EqualTo(((string?)null, (string?)null)));
            Assert.That(byAgent.Text("access_details"), Is.EqualTo("Key safe 4711"));
            Assert.That(byStaffAgain.GetRawText(), Is.EqualTo(byStaff.GetRawText()));
            Assert.That(byStaff.Text("job_total_budget"), Is.EqualTo("500.00"));
        });
    }

    [Test]
    public async Task A_pin_stands_in_its_owners_list_alone()
    {
        var agent = await SignIn("agent.north");
        var job = await agent.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        await agent.Listed(job);

        await agent.Post("/api/jobs/toggle-pin", new { job_uuid = job.Text("uuid") });
        var pinned = await agent.Listed(job);
        await agent.Post("/api/jobs/toggle-pin", new { job_uuid = job.Text("uuid") });

        Assert.That((pinned.Text("is_pinned"), (await Coordinator.Listed(job)).Text("is_pinned"), (await agent.Listed(job)).Text("is_pinned")), Is.EqualTo(("True", "False", "False")));
    }
}
