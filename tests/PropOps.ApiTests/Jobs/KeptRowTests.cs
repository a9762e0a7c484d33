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
        var before = await Listed(Coordinator, job);

        await Coordinator.UpdateJob(job, new() { ["job_title"] = "As it is" });
        var after = await Listed(Coordinator, job);

        Assert.That((before.Text("job_title"), after.Text("job_title"), after.Text("version")), Is.EqualTo(("As it was", "As it is", "2")));
    }

    [Test]
    public async Task A_list_shows_names_as_they_are_now()
    {
        var agent = await SignIn("agent.north");
        var job = await agent.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        var before = (await Listed(Coordinator, job)).Text("agent_name")!;

        var renamed = await agent.Post("/api/users/profile", new { first_name = "Nora" });
        var after = (await Listed(Coordinator, job)).Text("agent_name")!;
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

        var byStaff = await Listed(Coordinator, job);
        var byContractor = await Listed(contractor, job);
        var byAgent = await Listed(agent, job);
        var byStaffAgain = await Listed(Coordinator, job);

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
        await Listed(agent, job);

        await agent.Post("/api/jobs/toggle-pin", new { job_uuid = job.Text("uuid") });
        var pinned = await Listed(agent, job);
        await agent.Post("/api/jobs/toggle-pin", new { job_uuid = job.Text("uuid") });

        Assert.That((pinned.Text("is_pinned"), (await Listed(Coordinator, job)).Text("is_pinned"), (await Listed(agent, job)).Text("is_pinned")), Is.EqualTo(("True", "False", "False")));
    }

    [Test]
    public async Task Another_nodes_change_is_seen_at_once()
    {
        if (Column == Column.Sqlite)
        {
            Assert.Pass("The embedded database has one node.");
        }

        await using var other = await Installation.AnotherNode([.. Settings]);
        using var http = other.Client();
        var there = await ApiUser.SignIn(http, "director");
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0], "As it was"));
        await Listed(there, job);

        await Coordinator.UpdateJob(job, new() { ["job_title"] = "As it is" });

        Assert.That((await Listed(there, job)).Text("job_title"), Is.EqualTo("As it is"));
    }

    private static async Task<JsonElement> Listed(ApiUser user, JsonElement job) =>
        (await user.Get($"{JobsApi.Path}?limit=200")).Data.EnumerateArray().Single(row => row.Text("uuid") == job.Text("uuid"));
}
