using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.ApiTests.Jobs;

/// <summary>How an outside system keeps in step with the jobs (SYNC-1 to SYNC-3, NEW-9).</summary>
public sealed class JobSyncTests(Column column) : JobsTest(column)
{
    private ApiUser _agentNorth = null!;
    private ApiUser _agentSouth = null!;
    private ApiUser _gas = null!;

    protected override async Task Arrange()
    {
        await base.Arrange();
        _agentNorth = await SignIn("agent.north");
        _agentSouth = await SignIn("agent.south");
        _gas = await SignIn("gas");
    }

    [Test]
    public async Task SYNC_1_a_slow_transaction_that_commits_late_is_not_missed()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0], "Slow"));
        var start = (await Changes(Coordinator, DateTimeOffset.UtcNow)).AsOf;
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var (changed, mayCommit) = (new TaskCompletionSource<DateTimeOffset>(), new TaskCompletionSource());
        var slow = scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            async () =>
            {
                var stored = await db.Set<Job>().SingleAsync(row => row.Uuid == Guid.Parse(job.Text("uuid")!));
                var at = DateTimeOffset.UtcNow;
                var revision = stored.Revise(Actor.Product, at, new JobCircumstances(JobParty.Product, JobMoney.None) { Today = DateOnly.FromDateTime(at.UtcDateTime) });
                revision.Change(stored.Details with { Title = "Late" });
                revision.Commit(null, (_, _) => null);
                changed.SetResult(at);
                await mayCommit.Task;
                return true;
            },
            CancellationToken.None);
        var changedAt = await changed.Task;

        var during = await Changes(Coordinator, start);
        mayCommit.SetResult();
        await slow;
        var after = await Changes(Coordinator, during.AsOf);

        Assert.That(during.Titles, Does.Not.Contain("Late"));
        Assert.That(during.AsOf, Is.LessThanOrEqualTo(changedAt), "a change under way is younger than the mark");
        Assert.That(after.Titles, Does.Contain("Late"));
    }

    [Test]
    public async Task SYNC_1_who_follows_the_mark_sees_every_change_while_many_write()
    {
        var jobs = new List<JsonElement>();
        for (var number = 0; number < 3; number++)
        {
            jobs.Add(await Coordinator.CreateJob(New(null, new() { ["job_title"] = $"Watched {number} 0", ["agent_id"] = Demo.Accounts["agent.north"] })));
        }

        var seen = new HashSet<string>();
        var mark = DateTimeOffset.UtcNow.AddMinutes(-1);
        string[] names = ["coordinator", "director", "sysops"];
        using var written = new CancellationTokenSource();
        var following = Follow();
        var writers = await Task.WhenAll(names.Select(name => name == "coordinator" ? Task.FromResult(Coordinator) : SignIn(name)));
        await Task.WhenAll(writers.Select(async (writer, index) =>
        {
            for (var round = 1; round <= 6; round++)
            {
                await writer.UpdateJob(jobs[index], new() { ["job_title"] = $"Watched {index} {round}" });
            }
        }));
        await written.CancelAsync();
        await following;

        Assert.That(seen, Is.SupersetOf(Enumerable.Range(0, 3).Select(index => $"Watched {index} 6")));

        async Task Follow()
        {
            bool isLast;
            do
            {
                isLast = written.IsCancellationRequested;
                var page = await Changes(_agentNorth, mark);
                seen.UnionWith(page.Titles);
                mark = page.AsOf;
            }
            while (!isLast);
        }
    }

    [Test]
    public async Task SYNC_1_only_what_changed_since_is_listed_and_the_mark_only_where_it_was_asked_for()
    {
        var old = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0], "Old"));
        var updatedAt = old.GetProperty("updated_at").GetDateTimeOffset();

        Assert.That((await Changes(Coordinator, updatedAt)).Titles, Does.Contain("Old"), "inclusive");
        Assert.That((await Changes(Coordinator, updatedAt.AddMilliseconds(2))).Titles, Does.Not.Contain("Old"));
        Assert.That((await Coordinator.Get(JobsApi.Path)).Body.TryGetProperty("as_of", out _), Is.False);
        var whole = await Coordinator.Get($"{JobsApi.Path}?sort_by=updated_at&sort_order=asc");
        Assert.That((whole.Body.TryGetProperty("as_of", out _), whole.Body.TryGetProperty("deleted", out _)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task SYNC_2_the_deleted_are_told_to_those_who_could_see_them()
    {
        var since = DateTimeOffset.UtcNow.AddMinutes(-1);
        var job = await Coordinator.CreateJob(New(null, new() { ["agent_id"] = Demo.Accounts["agent.north"] }));
        await Coordinator.Post(JobsApi.Path, new { action = "delete", uuid = job.Text("uuid") });

        var told = (await Changes(Coordinator, since)).Deleted.Single(gone => gone.Text("uuid") == job.Text("uuid"));

        Assert.That((told.Text("ID"), told.GetProperty("deleted_at").GetDateTimeOffset() > since), Is.EqualTo((job.Text("ID"), true)));
        Assert.That(Gone(await Changes(_agentNorth, since)), Does.Contain(job.Text("uuid")));
        Assert.That(Gone(await Changes(_agentSouth, since)), Does.Not.Contain(job.Text("uuid")), "never theirs to see");
        Assert.That(Gone(await Changes(Coordinator, DateTimeOffset.UtcNow.AddSeconds(1))), Is.Empty);
    }

    [Test]
    public async Task SYNC_2_what_is_no_longer_visible_counts_as_deleted_until_it_comes_back()
    {
        var since = DateTimeOffset.UtcNow.AddMinutes(-1);
        var job = await Coordinator.CreateJob(new
        {
            job_title = "Passed on", job_description = "x", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0], contractor_id = Demo.Contractors[0], agent_id = Demo.Accounts["agent.north"],
        });
        Assert.That((await Changes(_gas, since)).Titles, Does.Contain("Passed on"));

        await Coordinator.UpdateJob(job, new() { ["contractor_id"] = Demo.Contractors[1] });
        Assert.That(Gone(await Changes(_gas, since)), Does.Contain(job.Text("uuid")));
        Assert.That(Gone(await Changes(Coordinator, since)), Does.Not.Contain(job.Text("uuid")));
        Assert.That(Gone(await Changes(_agentNorth, since)), Does.Not.Contain(job.Text("uuid")));

        await Coordinator.UpdateJob(job, new() { ["contractor_id"] = Demo.Contractors[0] });
        var back = await Changes(_gas, since);
        Assert.That((back.Titles.Contains("Passed on"), Gone(back).Contains(job.Text("uuid")!)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task SYNC_2_further_back_than_thirty_days_the_whole_list_must_be_read()
    {
        foreach (var list in new[] { "", $"&action=list_commits&uuid={(await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0]))).Text("uuid")}" })
        {
            var refused = await Coordinator.Get($"{JobsApi.Path}?updated_since={Instant(DateTimeOffset.UtcNow.AddDays(-31))}{list}");
            Assert.That((refused.Status, refused.Error), Is.EqualTo((400, "updated_since is more than 30 days ago: read the whole list")));
        }

        Assert.That((await Coordinator.Get($"{JobsApi.Path}?updated_since={Instant(DateTimeOffset.UtcNow.AddDays(-29))}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task SYNC_1_commits_since()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        var changed = await Coordinator.UpdateJob(job, new() { ["job_title"] = "Changed" });

        var commits = await Coordinator.Get($"{JobsApi.Path}?action=list_commits&uuid={job.Text("uuid")}&updated_since={Instant(changed.GetProperty("updated_at").GetDateTimeOffset())}");

        Assert.That(commits.Data.EnumerateArray().Select(commit => commit.GetProperty("number").GetInt32()), Is.EqualTo(new[] { 2 }));
        Assert.That(commits.Body.GetProperty("deleted").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task SYNC_3_a_create_with_match_updates_the_job_that_has_the_reference()
    {
        var first = await Upsert("UP-1", new() { ["cost_code"] = "C1", ["tag_ids"] = new[] { 1 }, ["access_details"] = "Key safe" });
        var second = await Upsert("UP-1", new() { ["job_title"] = "Second", ["cost_code"] = null, ["contractor_id"] = Demo.Contractors[0] });
        var third = await Upsert("UP-1", new() { ["job_title"] = "Second" });

        Assert.Multiple(() =>
        {
            Assert.That((first.Text("created"), second.Text("created"), third.Text("created")), Is.EqualTo(("True", "False", "False")));
            Assert.That((second.Text("uuid"), second.Text("job_title"), second.Text("version")), Is.EqualTo((first.Text("uuid"), "Second", "2")));
            Assert.That((second.Text("cost_code"), second.Text("access_details"), second.GetProperty("tags").GetArrayLength()), Is.EqualTo(((string?)null, "Key safe", 1)), "null clears, left out stays");
            Assert.That(second.GetProperty("tenants_ids").GetRawText(), Is.EqualTo(first.GetProperty("tenants_ids").GetRawText()));
            Assert.That((third.Text("contractor_id"), third.Text("version")), Is.EqualTo((second.Text("contractor_id"), "2")), "status_id 1 is no wish, and nothing changed");
        });

        var accepted = await Upsert("UP-1", new() { ["job_title"] = "Second", ["status_id"] = 3, ["contractor_id"] = Demo.Contractors[0] });
        Assert.That((accepted.Text("status_name"), accepted.Text("assignment_state")), Is.EqualTo(("Assigned", "accepted")));
    }

    [Test]
    public async Task SYNC_3_two_at_one_moment_make_one_job()
    {
        string[] names = ["coordinator", "director", "sysops"];
        var users = await Task.WhenAll(names.Select(name => name == "coordinator" ? Task.FromResult(Coordinator) : SignIn(name)));
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(users.Select(user => user.Post(JobsApi.Path, New($"RACE-{round}", new() { ["match"] = "external_ref" }))));

            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
            Assert.That(answers.Select(answer => answer.Data.Text("uuid")).Distinct().Count(), Is.EqualTo(1));
            Assert.That(answers.Count(answer => answer.Data.Text("created") == "True"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task SYNC_3_without_match_a_taken_reference_is_a_conflict()
    {
        await Upsert("TAKEN", []);
        var other = await Coordinator.CreateJob(New("OTHER"));
        var created = await Coordinator.Post(JobsApi.Path, New("TAKEN"));
        var updated = await Coordinator.Change(other, new() { ["external_ref"] = "TAKEN" });
        var nothingToMatch = await Coordinator.Post(JobsApi.Path, New(null, new() { ["match"] = "external_ref" }));
        var unseen = await _agentSouth.Post(JobsApi.Path, New("TAKEN", new() { ["match"] = "external_ref" }));

        Assert.Multiple(() =>
        {
            Assert.That((created.Status, created.Error), Is.EqualTo((409, "external_ref is already in use")));
            Assert.That((updated.Status, updated.Error), Is.EqualTo((409, "external_ref is already in use")));
            Assert.That((nothingToMatch.Status, nothingToMatch.Body.GetProperty("field").GetString()), Is.EqualTo((400, "external_ref")));
            Assert.That((unseen.Status, unseen.Error), Is.EqualTo((404, "Job not found")), "an update by its rules");
            Assert.That(other.TryGetProperty("created", out _), Is.False);
        });
    }

    private static async Task<Changed> Changes(ApiUser user, DateTimeOffset since)
    {
        var answer = await user.Get($"{JobsApi.Path}?limit=200&archived=all&sort_by=updated_at&sort_order=asc&updated_since={Instant(since)}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return new Changed(
            [.. answer.Data.EnumerateArray().Select(job => job.Text("job_title")!)],
            [.. answer.Body.GetProperty("deleted").EnumerateArray()],
            answer.Body.GetProperty("as_of").GetDateTimeOffset());
    }

    private static string[] Gone(Changed changed) => [.. changed.Deleted.Select(gone => gone.Text("uuid")!)];

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    private Task<JsonElement> Upsert(string reference, Dictionary<string, object?> more) => Coordinator.CreateJob(New(reference, new(more) { ["match"] = "external_ref" }));

    private Dictionary<string, object?> New(string? reference, Dictionary<string, object?>? more = null)
    {
        var job = new Dictionary<string, object?>
        {
            ["job_title"] = "First", ["job_description"] = "x", ["priority_id"] = 2, ["status_id"] = 1, ["job_type_id"] = 3, ["address_id"] = Demo.Addresses[0], ["external_ref"] = reference,
        };
        foreach (var (field, value) in more ?? [])
        {
            job[field] = value;
        }

        return job;
    }

    private sealed record Changed(string[] Titles, JsonElement[] Deleted, DateTimeOffset AsOf);
}
