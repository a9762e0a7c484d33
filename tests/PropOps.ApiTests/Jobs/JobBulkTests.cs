using System.Text.Json;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

/// <summary>One thing done to many jobs (BULK-1 to BULK-3).</summary>
public sealed class JobBulkTests(Column column) : JobsTest(column)
{
    private ApiUser _agentNorth = null!;

    protected override async Task Arrange()
    {
        await base.Arrange();
        _agentNorth = await SignIn("agent.north");
    }

    [Test]
    public async Task BULK_1_each_job_is_judged_on_its_own_in_the_order_sent()
    {
        var (invisible, archived, free) = (Guid.NewGuid(), await NewJob(), await NewJob());
        await Coordinator.Do(archived, "cancel", new() { ["reason"] = "Not needed" });
        await Bulk(Coordinator, "archive", [archived.Text("uuid")]);

        var answer = await Bulk(Coordinator, "update", [invisible, archived.Text("uuid"), free.GetProperty("ID").GetInt64()], new() { ["fields"] = new { priority_id = 4, cost_code = "B-1" } });

        Assert.Multiple(() =>
        {
            Assert.That((answer.Status, answer.Body.GetProperty("message").GetString(), answer.Body.GetProperty("count").GetInt32()), Is.EqualTo((200, "1 of 3 jobs changed", 3)));
            Assert.That(Results(answer), Is.EqualTo(new[]
            {
                (invisible.ToString(), null, "False", "404", "Job not found"),
                (archived.Text("uuid"), archived.Text("job_ref"), "False", "409", $"Job {archived.Text("job_ref")} is archived and read-only. Unarchive it first."),
                (free.Text("uuid"), free.Text("job_ref"), "True", "200", (string?)null),
            }));
        });
        var changed = await Coordinator.GetJob(free);
        Assert.That((changed.Text("priority_id"), changed.Text("cost_code"), changed.Text("version")), Is.EqualTo(("4", "B-1", "2")));
    }

    [TestCase("cancel")]
    [TestCase("archive")]
    [TestCase("unarchive")]
    [TestCase("add_tags")]
    [TestCase("remove_tags")]
    public async Task BULK_2_the_same_call_again_changes_nothing_and_succeeds(string operation)
    {
        var job = await NewJob();
        if (operation is "archive" or "unarchive")
        {
            await Coordinator.Do(job, "cancel", new() { ["reason"] = "Not needed" });
        }

        Dictionary<string, object?> more = new() { ["tag_ids"] = new[] { 1, 5 }, ["reason"] = "Because" };
        if (operation == "unarchive")
        {
            await Bulk(Coordinator, "archive", [job.Text("uuid")]);
        }

        var first = await Bulk(Coordinator, operation, [job.Text("uuid"), job.Text("uuid")], more);
        var version = (await Coordinator.GetJob(job)).Text("version");
        var again = await Bulk(Coordinator, operation, [job.Text("uuid")], more);

        Assert.That((first.Body.GetProperty("message").GetString(), again.Body.GetProperty("message").GetString()), Is.EqualTo(("1 of 1 jobs changed", "1 of 1 jobs changed")));
        Assert.That((await Coordinator.GetJob(job)).Text("version"), Is.EqualTo(version));
    }

    [Test]
    public async Task Tags_come_and_go_beside_the_others_and_a_deleted_job_is_gone()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        await Coordinator.UpdateJob(job, new() { ["tag_ids"] = new[] { 1, 2 } });

        await Bulk(Coordinator, "add_tags", [job.Text("uuid")], new() { ["tag_ids"] = new[] { 2, 5 } });
        var added = await Coordinator.GetJob(job);
        await Bulk(Coordinator, "remove_tags", [job.Text("uuid")], new() { ["tag_ids"] = new[] { 1, 9 } });
        var removed = await Coordinator.GetJob(job);
        var unknown = await Bulk(Coordinator, "add_tags", [job.Text("uuid")], new() { ["tag_ids"] = new[] { 999 } });
        var deleted = await Bulk(Coordinator, "delete", [job.Text("uuid")]);
        var again = await Bulk(Coordinator, "delete", [job.Text("uuid")]);

        Assert.That((Tags(added), Tags(removed)), Is.EqualTo(("1,2,5", "2,5")));
        Assert.That((Results(unknown)[0].Status, Results(deleted)[0].Status, Results(again)[0].Status), Is.EqualTo(("400", "200", "404")));
    }

    [Test]
    public async Task BULK_3_what_an_agent_may_not_is_refused_as_a_whole_and_the_rest_per_job()
    {
        var (own, other) = (await NewJob(), await Coordinator.CreateJob(new
        {
            job_title = "South", job_description = "x", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0], agent_id = Demo.Accounts["agent.south"],
        }));

        foreach (var operation in new[] { "archive", "unarchive", "delete", "close" })
        {
            Assert.That((await Bulk(_agentNorth, operation, [own.Text("uuid")])).Status, Is.EqualTo(403), operation);
        }

        var mixed = await Bulk(_agentNorth, "update", [own.Text("uuid"), other.Text("uuid")], new() { ["fields"] = new { priority_id = 3 } });
        var forbidden = await Bulk(_agentNorth, "update", [own.Text("uuid")], new() { ["fields"] = new { owner_id = Demo.Accounts["director"] } });
        Assert.That(Results(mixed).Select(result => result.Status), Is.EqualTo(new[] { "200", "404" }));
        Assert.That(Results(forbidden)[0].Status, Is.EqualTo("403"));
    }

    [TestCase("update", """{"fields":{"job_title":"x"}}""", "fields.job_title")]
    [TestCase("update", """{"fields":{}}""", "fields")]
    [TestCase("update", """{}""", "fields")]
    [TestCase("update", """{"fields":{"cost_code":"1234567890123456789012345678901"}}""", "fields.cost_code")]
    [TestCase("cancel", """{}""", "reason")]
    [TestCase("add_tags", """{}""", "tag_ids")]
    [TestCase("explode", """{}""", "operation")]
    [TestCase("delete", """{"job_uuids":[]}""", "job_uuids")]
    public async Task What_cannot_be_understood_is_refused_as_a_whole(string operation, string more, string field)
    {
        var answer = await Bulk(Coordinator, operation, [Guid.NewGuid()], JsonSerializer.Deserialize<Dictionary<string, object?>>(more)!);
        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, field)));
    }

    [Test]
    public async Task Two_hundred_jobs_repeats_counted_once()
    {
        var ids = Enumerable.Range(0, 200).Select(_ => (object)Guid.NewGuid()).ToArray();
        Assert.That((await Bulk(Coordinator, "delete", [.. ids, ids[0]])).Status, Is.EqualTo(200));
        Assert.That((await Bulk(Coordinator, "delete", [.. ids, Guid.NewGuid()])).Error, Is.EqualTo("Invalid or missing required parameter: job_uuids"));
    }

    [Test]
    public async Task IDEM_1_a_retry_gets_the_first_answer()
    {
        var job = await NewJob();
        object call = new { action = "bulk", operation = "delete", job_uuids = new[] { job.Text("uuid") } };
        var first = await Coordinator.Post(JobsApi.Path, call, ("Idempotency-Key", "bulk-once"));
        var again = await Coordinator.Post(JobsApi.Path, call, ("Idempotency-Key", "bulk-once"));

        Assert.That((again.Header("Idempotency-Replayed"), again.Body.GetProperty("message").GetString()), Is.EqualTo(("true", first.Body.GetProperty("message").GetString())));
    }

    private static Task<ApiAnswer> Bulk(ApiUser user, string operation, object?[] jobs, Dictionary<string, object?>? more = null)
    {
        var call = new Dictionary<string, object?> { ["action"] = "bulk", ["operation"] = operation, ["job_uuids"] = jobs };
        foreach (var (field, value) in more ?? [])
        {
            call[field] = value;
        }

        return user.Post(JobsApi.Path, call);
    }

    private static (string? Uuid, string? Ref, string? Success, string? Status, string? Error)[] Results(ApiAnswer answer) =>
        [.. answer.Data.GetProperty("results").EnumerateArray().Select(result => (result.Text("job_uuid"), result.Text("job_ref"), result.Text("success"), result.Text("status"), result.Text("error")))];

    private static string Tags(JsonElement job) => string.Join(',', job.GetProperty("tags").EnumerateArray().Select(tag => tag.Text("ID")));

    private Task<JsonElement> NewJob() => Coordinator.CreateJob(new
    {
        job_title = "Many", job_description = "x", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0], agent_id = Demo.Accounts["agent.north"],
    });
}
