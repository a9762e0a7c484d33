using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Jobs;

/// <summary>Fields brought back to what they were (HIST-6, HIST-7).</summary>
public sealed class RestoreCommitTests(Column column) : JobsTest(column)
{
    [Test]
    public async Task HIST_7_a_title_goes_back_and_forth()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0], "A"));
        await Coordinator.UpdateJob(job, new() { ["job_title"] = "B" });
        await Coordinator.UpdateJob(job, new() { ["job_title"] = "C" });

        var restored = await Restore(job, 2);
        var commit = (await Commits(job))[0];
        Assert.Multiple(() =>
        {
            Assert.That((restored.Data.GetProperty("job").Text("job_title"), restored.Data.Text("commit_uuid")), Is.EqualTo(("B", commit.Text("uuid"))));
            Assert.That(restored.Data.GetProperty("restored_fields").ToString(), Is.EqualTo("""["job_title"]"""));
            Assert.That((commit.Text("number"), commit.Text("kind"), commit.Text("reason")), Is.EqualTo(("4", "restored", "A mistake")));
            Assert.That(commit.GetProperty("changes").EnumerateArray().Select(change => (change.Text("field"), change.Text("old"), change.Text("new"))), Is.EqualTo(new[] { ("job_title", "C", "B") }));
        });
        Assert.That(commit.Text("restores_commit_uuid"), Is.EqualTo((await Commits(job)).Single(one => one.Text("number") == "2").Text("uuid")));

        await Coordinator.UpdateJob(job, new() { ["job_title"] = "D" });
        Assert.That((await Restore(job, 4)).Data.GetProperty("job").Text("job_title"), Is.EqualTo("B"));
        Assert.That((await Restore(job, 3)).Data.GetProperty("job").Text("job_title"), Is.EqualTo("C"));
        var again = await Restore(job, 3);
        Assert.That((again.Status, again.Error), Is.EqualTo((409, $"Job {job.Text("job_ref")} already is as it was then")));
        Assert.That(await Commits(job), Has.Length.EqualTo(7));
    }

    [Test]
    public async Task HIST_6_every_restorable_field_comes_back_and_the_rest_is_named_and_left_alone()
    {
        var first = new Dictionary<string, object?>
        {
            ["job_title"] = "Before", ["job_description"] = "<p>Old</p>", ["priority_id"] = 1, ["status_id"] = 1, ["job_type_id"] = 1, ["address_id"] = Demo.Addresses[1], ["agent_id"] = Demo.Accounts["agent.north"],
            ["tenants_ids"] = new[] { Demo.Tenants[1], Demo.Tenants[2] }, ["tag_ids"] = new[] { 1 }, ["job_total_budget"] = 10.5, ["contractor_budget"] = 9, ["vat_percentage"] = 5, ["access_details"] = "Key 1",
            ["private_contact_name"] = "Ann", ["private_contact_email"] = "ann@example.com", ["private_contact_phone"] = "+447400123456", ["presence_required"] = true, ["entry_permitted"] = true,
            ["cost_code"] = "C1", ["works_order_ref"] = "W1", ["invoice_no"] = "I1", ["quote_no"] = "Q1", ["date_works_start_date"] = "2027-03-01", ["date_works_end_date"] = "2027-03-02", ["time_range_id"] = 2,
        };
        var job = await Coordinator.CreateJob(first);
        await Coordinator.UpdateJob(job, new()
        {
            ["job_title"] = "After", ["job_description"] = "New", ["priority_id"] = 4, ["job_type_id"] = 3, ["address_id"] = Demo.Addresses[2], ["agent_id"] = null, ["tenants_ids"] = Array.Empty<long>(),
            ["tag_ids"] = new[] { 5 }, ["job_total_budget"] = null, ["contractor_budget"] = null, ["vat_percentage"] = null, ["access_details"] = null, ["private_contact_name"] = null, ["private_contact_email"] = null,
            ["private_contact_phone"] = null, ["presence_required"] = false, ["entry_permitted"] = null, ["cost_code"] = null, ["works_order_ref"] = null, ["invoice_no"] = null, ["quote_no"] = null,
            ["date_works_start_date"] = "2027-04-01", ["date_works_end_date"] = null, ["time_range_id"] = null, ["contractor_id"] = Demo.Contractors[0],
        });

        var only = await Restore(job, 1, ["job_title", "cost_code"]);
        var all = await Restore(job, 1);
        var now = await Coordinator.GetJob(job);

        Assert.That(only.Data.GetProperty("restored_fields").EnumerateArray().Select(field => field.GetString()), Is.EquivalentTo(new[] { "job_title", "cost_code" }));
        Assert.That(all.Data.GetProperty("skipped_fields").EnumerateArray().Select(field => field.GetString()), Is.EquivalentTo(new[] { "contractor_id", "assignment_state" }));
        Assert.That(now.Text("contractor_id"), Is.EqualTo($"{Demo.Contractors[0]}"));
        Assert.Multiple(() =>
        {
            foreach (var (field, value) in first.Where(pair => pair.Key is not ("status_id" or "tag_ids")))
            {
                Assert.That(JsonElement.DeepEquals(now.GetProperty(field), JsonSerializer.SerializeToElement(value)), field);
            }
        });
    }

    [Test]
    public async Task What_an_update_would_refuse_today_refuses_all()
    {
        var job = await Coordinator.CreateJob(new
        {
            job_title = "Before", job_description = "x", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0], owner_id = Demo.Accounts["finance"],
        });
        await Coordinator.UpdateJob(job, new() { ["job_title"] = "After", ["owner_id"] = Demo.Accounts["director"] });
        await Suspend("finance");

        var refused = await Restore(job, 1);

        Assert.That((refused.Status, refused.Error), Is.EqualTo((409, "owner_id cannot be restored: User not found")));
        Assert.That((await Coordinator.GetJob(job)).Text("job_title"), Is.EqualTo("After"));
    }

    [Test]
    public async Task What_is_named_must_exist()
    {
        var (job, other) = (await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0])), await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0])));
        var foreign = (await Commits(other))[0].Text("uuid");

        var commit = await Coordinator.Post(JobsApi.Path, new { action = "restore_commit", uuid = job.Text("uuid"), commit_uuid = foreign });
        var field = await Restore(job, 1, ["status_id"]);
        var agent = await (await SignIn("agent.north")).Post(JobsApi.Path, new { action = "restore_commit", uuid = job.Text("uuid"), commit_uuid = foreign });

        Assert.That((commit.Status, commit.Error), Is.EqualTo((404, "Commit not found")));
        Assert.That((field.Status, field.Error), Is.EqualTo((400, "Invalid or missing required parameter: fields")));
        Assert.That(agent.Status, Is.EqualTo(403));
    }

    private async Task<JsonElement[]> Commits(JsonElement job) => [.. (await Coordinator.Get($"{JobsApi.Path}?action=list_commits&uuid={job.Text("uuid")}")).Data.EnumerateArray()];

    private async Task<ApiAnswer> Restore(JsonElement job, int number, string[]? fields = null)
    {
        var commit = (await Commits(job)).Single(one => one.GetProperty("number").GetInt32() == number);
        var call = new Dictionary<string, object?> { ["action"] = "restore_commit", ["uuid"] = job.Text("uuid"), ["commit_id"] = commit.GetProperty("ID").GetInt64(), ["reason"] = "A mistake" };
        if (fields is not null)
        {
            call["fields"] = fields;
        }

        return await Coordinator.Post(JobsApi.Path, call);
    }

    private async Task Suspend(string name)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            async () =>
            {
                var account = await db.Set<User>().SingleAsync(user => user.Id == Demo.Accounts[name]);
                db.Entry(account).Property(user => user.Status).CurrentValue = AccountStatus.Suspended;
                return true;
            },
            CancellationToken.None);
    }
}
