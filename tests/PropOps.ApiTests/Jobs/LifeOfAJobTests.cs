using System.Text.Json;
using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.BackgroundJobs;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Schedule;
using PropOps.Jobs.Domain.History;

namespace PropOps.ApiTests.Jobs;

public sealed class LifeOfAJobTests(Column column) : JobsTest(column)
{
    private ApiUser _agent = null!;
    private ApiUser _gas = null!;
    private ApiUser _plumber = null!;
    private ApiUser _tenant = null!;
    private long _branch;
    private int _address = 40;

    protected override async Task Arrange()
    {
        await base.Arrange();
        _agent = await SignIn("agent.north");
        _gas = await SignIn("gas");
        _plumber = await SignIn("plumber");
        _tenant = await SignIn("tenant");
        _branch = (await _agent.CreateJob(JobsApi.NewJob(Demo.Addresses[0]))).GetProperty("branch_id").GetInt64();
    }

    [Test]
    public async Task A_job_goes_from_the_offer_to_the_archive_and_back()
    {
        var job = await Offered();

        var accepted = await _gas.Step(job, "accept");
        var started = await _gas.Step(job, "start");
        var held = await _agent.Step(job, "hold", new() { ["reason_code"] = "awaiting_parts", ["resume_on"] = "2099-01-01" });
        var whileHeld = await Coordinator.GetJob(job);
        var resumed = await _gas.Step(job, "resume");
        var completed = await _gas.Step(job, "complete", new()
        {
            ["work_done"] = "Changed the valve", ["labour_hours"] = 1.5, ["follow_up_needed"] = true, ["follow_up_notes"] = "Descale the tank",
        });
        var closed = await Coordinator.Step(job, "close");
        var archived = await Coordinator.Post(JobsApi.Path, new { action = "archive", uuid = job.Text("uuid") });
        var readOnly = await Coordinator.Change(job, new() { ["cost_code"] = "X" });
        var unarchived = await Coordinator.Post(JobsApi.Path, new { action = "unarchive", uuid = job.Text("uuid") });

        var reference = job.Text("job_ref");
        Assert.Multiple(() =>
        {
            Assert.That(Message(accepted), Is.EqualTo($"Job {reference} accepted"));
            Assert.That((accepted.Data.Text("status_name"), accepted.Data.Text("assignment_state")), Is.EqualTo(("Assigned", "accepted")));
            Assert.That((Message(started), started.Data.Text("status_name")), Is.EqualTo(($"Work on job {reference} started", "In Progress")));
            Assert.That((Message(held), held.Data.Text("status_name")), Is.EqualTo(($"Job {reference} put on hold", "On Hold")));
            Assert.That((whileHeld.GetProperty("hold").Text("reason_code"), whileHeld.GetProperty("hold").Text("resume_on"), whileHeld.GetProperty("hold").GetProperty("held_from_status_id").GetInt32()),
                Is.EqualTo(("awaiting_parts", "2099-01-01", 4)));
            Assert.That(resumed.Data.Text("status_name"), Is.EqualTo("In Progress"));
            Assert.That((completed.Data.Text("status_name"), completed.Data.Text("stage"), completed.Data.GetProperty("completion_report").Text("work_done")), Is.EqualTo(("Completed", "completed", "Changed the valve")));
            Assert.That(completed.Data.GetProperty("completion_report").GetProperty("labour_hours").GetDecimal(), Is.EqualTo(1.5m));
            Assert.That(completed.Data.GetProperty("tags").EnumerateArray().Select(tag => tag.Text("name")), Is.EqualTo(new[] { "Follow-up" }), "DONE-4");
            Assert.That((closed.Data.Text("status_name"), closed.Data.Text("closed_at")), Is.EqualTo(("Closed", closed.Data.Text("updated_at"))));
            Assert.That((Message(archived), archived.Data.Text("stage")), Is.EqualTo(($"Job {reference} archived", "archived")));
            Assert.That((readOnly.Status, readOnly.Error), Is.EqualTo((409, $"Job {reference} is archived and read-only. Unarchive it first.")));
            Assert.That((Message(unarchived), unarchived.Data.Text("status_name")), Is.EqualTo(($"Job {reference} brought back from the archive", "Closed")));
        });
    }

    [Test]
    public async Task Every_step_is_one_commit_that_says_who_and_why()
    {
        var job = await Offered();
        await _gas.Do(job, "accept");
        await _agent.Do(job, "hold", new() { ["reason_code"] = "other", ["reason"] = "Waiting for the freeholder" });
        await Coordinator.Do(job, "cancel", new() { ["reason"] = "The tenant moved out" });

        var commits = (await Coordinator.Get($"{JobsApi.Path}?action=list_commits&uuid={job.Text("uuid")}")).Data.EnumerateArray().Reverse().ToList();
        var held = commits[3].GetProperty("changes").EnumerateArray().ToDictionary(change => change.Text("field")!);

        Assert.Multiple(() =>
        {
            Assert.That(commits.Select(commit => commit.Text("kind")), Is.EqualTo(new[] { "created", "assigned", "status_changed", "status_changed", "status_changed" }));
            Assert.That(commits.Select(commit => commit.Text("author_account_type")), Is.EqualTo(new[] { "Staff", "Staff", "Contractor", "Agent", "Staff" }));
            Assert.That(commits.Select(commit => commit.Text("reason")), Is.EqualTo(new[] { null, null, null, "Waiting for the freeholder", "The tenant moved out" }));
            Assert.That(held.Keys, Is.EquivalentTo(new[] { "status_id", "hold" }));
            Assert.That((held["status_id"].Text("old_label"), held["status_id"].Text("new_label")), Is.EqualTo(("Assigned", "On Hold")));
            Assert.That(held["hold"].GetProperty("new").Text("reason"), Is.EqualTo("Waiting for the freeholder"));
        });
    }

    [Test]
    public async Task Who_declines_no_longer_sees_the_job()
    {
        var job = await Offered();

        var withoutReason = await _gas.Step(job, "decline");
        var declined = await _gas.Step(job, "decline", new() { ["reason"] = "No capacity" });
        var again = await _gas.Step(job, "decline", new() { ["reason"] = "No capacity" });
        var left = await Coordinator.GetJob(job);

        Assert.Multiple(() =>
        {
            Assert.That((withoutReason.Status, withoutReason.Body.GetProperty("field").GetString()), Is.EqualTo((400, "reason")));
            Assert.That((Message(declined), declined.Data.Text("job_ref")), Is.EqualTo(($"Job {job.Text("job_ref")} declined", job.Text("job_ref"))));
            Assert.That((again.Status, again.Error), Is.EqualTo((404, "Job not found")));
            Assert.That((left.Text("contractor_id"), left.Text("assignment_state"), left.Text("status_name")), Is.EqualTo(((string?)null, "none", "Open")));
        });
    }

    [Test]
    public async Task A_step_is_refused_to_whom_it_is_not_for_and_where_it_does_not_fit()
    {
        var job = await Offered();
        var reference = job.Text("job_ref");

        var stranger = await _plumber.Step(job, "accept");
        var agent = await _agent.Step(job, "accept");
        var tooEarly = await _gas.Step(job, "start");
        var unaccepted = await _gas.Step(job, "hold", new() { ["reason_code"] = "weather" });
        var withoutReason = await Coordinator.Step(job, "cancel");
        var old = await Coordinator.Step(job, "accept", new() { ["version"] = 1 });
        await _gas.Do(job, "accept");
        await _gas.Do(job, "start");
        var tooLate = await _agent.Step(job, "cancel", new() { ["reason"] = "Not needed" });
        var twice = await _gas.Step(job, "start");

        Assert.Multiple(() =>
        {
            Assert.That((stranger.Status, stranger.Error), Is.EqualTo((404, "Job not found")));
            Assert.That((agent.Status, agent.Code), Is.EqualTo((403, "permission_denied")));
            Assert.That((tooEarly.Status, tooEarly.Error), Is.EqualTo((409, $"Job {reference} is Open: start is not possible. Possible now: accept, decline")));
            Assert.That((unaccepted.Status, unaccepted.Error), Is.EqualTo((409, $"Job {reference} has not been accepted yet")));
            Assert.That((withoutReason.Status, withoutReason.Body.GetProperty("field").GetString()), Is.EqualTo((400, "reason")));
            Assert.That((old.Status, old.Code), Is.EqualTo((409, "conflict")));
            Assert.That((tooLate.Status, tooLate.Code), Is.EqualTo((403, "permission_denied")), "an agent calls off what has not begun");
            Assert.That((twice.Status, twice.Error), Is.EqualTo((409, $"Job {reference} is In Progress: start is not possible. Possible now: schedule, hold, complete")));
        });
    }

    [Test]
    public async Task Allowed_actions_tell_each_caller_what_is_theirs_and_what_stands_in_the_way()
    {
        var job = await Offered();

        var forStaff = Actions(await Coordinator.GetJob(job));
        var forAgent = Actions(await _agent.GetJob(job));
        var forContractor = Actions(await _gas.GetJob(job));

        Assert.Multiple(() =>
        {
            Assert.That(forStaff, Is.EqualTo(new[]
            {
                "assign to Open", "assign to Assigned", "unassign to Open", "accept to Assigned", "decline to Open", "schedule to Open", "hold to On Hold", "cancel to Cancelled", "delete to nowhere",
            }));
            Assert.That(forAgent, Is.EqualTo(new[] { "assign to Open", "assign to Assigned", "unassign to Open", "schedule to Open", "hold to On Hold", "cancel to Cancelled" }));
            Assert.That(forContractor, Is.EqualTo(new[]
            {
                "accept to Assigned", "decline to Open", $"schedule to Open, but Job {job.Text("job_ref")} has not been accepted yet", $"hold to On Hold, but Job {job.Text("job_ref")} has not been accepted yet",
            }));
        });
    }

    [Test]
    public async Task An_update_moves_fields_contractor_and_status_in_one_commit_or_not_at_all()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(NextAddress()));
        Dictionary<string, object?> all = new() { ["job_title"] = "New title", ["contractor_id"] = Demo.Contractors[0], ["accepted"] = true };

        var refused = await Coordinator.Change(job, new(all) { ["status_id"] = 6, ["accepted"] = false });
        var untouched = await Coordinator.GetJob(job);
        var moved = await Coordinator.UpdateJob(job, new(all) { ["status_id"] = 4 });
        var completed = await Coordinator.UpdateJob(job, new() { ["status_id"] = 6, ["reason"] = "Reported by telephone" });
        var report = (await Coordinator.GetJob(job)).GetProperty("completion_report");
        var invoiced = await Coordinator.Change(job, new() { ["status_id"] = 9 });
        var unknown = await Coordinator.Change(job, new() { ["status_id"] = 99 });
        var same = await Coordinator.UpdateJob(job, new() { ["status_id"] = 6 });

        Assert.Multiple(() =>
        {
            Assert.That((refused.Status, refused.Error), Is.EqualTo((409, $"Job {job.Text("job_ref")} cannot go from Open to Completed. Allowed: Assigned, On Hold, Cancelled")));
            Assert.That((untouched.Text("job_title"), untouched.Text("contractor_id"), untouched.GetProperty("version").GetInt32()), Is.EqualTo(("Boiler repair", (string?)null, 1)));
            Assert.That((moved.Text("job_title"), moved.Text("status_name"), moved.GetProperty("version").GetInt32()), Is.EqualTo(("New title", "In Progress", 2)));
            Assert.That((completed.Text("status_name"), report.Text("work_done")), Is.EqualTo(("Completed", "Reported by telephone")));
            Assert.That((invoiced.Status, invoiced.Error), Is.EqualTo((409, "Status Invoiced is set by issuing an invoice")));
            Assert.That((unknown.Status, unknown.Body.GetProperty("field").GetString()), Is.EqualTo((400, "status_id")));
            Assert.That(same.GetProperty("version").GetInt32(), Is.EqualTo(3), "no transition, no error");
        });
    }

    [Test]
    public async Task An_archived_job_comes_back_by_its_status_alone()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(NextAddress()));
        await Coordinator.UpdateJob(job, new() { ["status_id"] = 10, ["reason"] = "Raised twice" });
        await Coordinator.UpdateJob(job, new() { ["status_id"] = 11 });

        var withMore = await Coordinator.Change(job, new() { ["status_id"] = 10, ["cost_code"] = "X" });
        var elsewhere = await Coordinator.Change(job, new() { ["status_id"] = 1 });
        var alone = await Coordinator.UpdateJob(job, new() { ["status_id"] = 10 });

        Assert.That((withMore.Status, withMore.Error), Is.EqualTo((409, $"Job {job.Text("job_ref")} is archived and read-only. Unarchive it first.")));
        Assert.That((elsewhere.Status, elsewhere.Error), Is.EqualTo((409, $"Job {job.Text("job_ref")} cannot go from Archived to Open. Allowed: Cancelled")));
        Assert.That(alone.Text("status_name"), Is.EqualTo("Cancelled"));
    }

    [TestCase("2020-01-01T00:00:00Z")]
    [TestCase("2099-01-01T00:00:00Z")]
    public async Task DONE_1_work_is_completed_neither_in_the_future_nor_before_the_job(string completedAt)
    {
        var job = await Offered();
        await _gas.Do(job, "accept");

        var answer = await _gas.Step(job, "complete", new() { ["work_done"] = "Done", ["completed_at"] = completedAt });

        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, "completed_at")));
    }

    [Test]
    public async Task DONE_1_completing_an_assigned_job_starts_it_too_and_is_found_by_its_day()
    {
        var job = await Offered();
        await _gas.Do(job, "accept");
        await _gas.Do(job, "complete", new() { ["work_done"] = "Done", ["completed_at"] = job.Text("created_at") });

        var completed = await Coordinator.GetJob(job);
        var day = completed.Text("completed_at")![..10];
        var found = await Coordinator.Get($"{JobsApi.Path}?limit=200&completed_from={day}&completed_to={day}&sort_by=completed_at");
        var others = await Coordinator.Get($"{JobsApi.Path}?limit=200&completed_from=2099-01-01");

        Assert.That((completed.Text("started_at"), completed.Text("completed_at")), Is.EqualTo((job.Text("created_at"), job.Text("created_at"))));
        Assert.That(found.Data.EnumerateArray().Select(row => row.Text("uuid")), Does.Contain(job.Text("uuid")));
        Assert.That(others.Data.GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_contractor_sees_how_to_get_in_while_the_work_is_theirs_to_do()
    {
        var job = await Offered();
        await Coordinator.UpdateJob(job, new() { ["access_details"] = "Key safe 1234", ["private_contact_name"] = "Ann" });

        var offered = await _gas.GetJob(job);
        await _gas.Do(job, "accept");
        var accepted = await _gas.GetJob(job);
        await _gas.Do(job, "complete", new() { ["work_done"] = "Done" });
        var completed = await _gas.GetJob(job);

        Assert.That(new[] { offered, accepted, completed }.Select(seen => (seen.Text("access_details"), seen.Text("private_contact_name"))),
            Is.EqualTo(new[] { (null, null), ("Key safe 1234", "Ann"), ((string?)null, (string?)null) }));
    }

    [Test]
    public async Task A_tenant_sees_that_work_is_on_hold_and_not_why()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        await Coordinator.Do(job, "hold", new() { ["reason_code"] = "other", ["reason"] = "The tenant owes rent" });

        var seen = await _tenant.GetJob(job);

        Assert.That((seen.GetProperty("hold").Text("reason_code"), seen.GetProperty("hold").Text("reason")), Is.EqualTo(("other", (string?)null)));
        Assert.That(seen.GetProperty("allowed_actions").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Each_step_tells_the_others_what_happened()
    {
        var job = await Offered();
        await _gas.Do(job, "accept");
        await _gas.Do(job, "start");
        await _gas.Do(job, "complete", new() { ["work_done"] = "Done" });
        await Coordinator.Do(job, "close");
        await Coordinator.Do(job, "reopen", new() { ["reason"] = "Closed by mistake" });

        await using var scope = Installation.Services.CreateAsyncScope();
        var events = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<OutboxRow>()
            .Where(row => row.OrderingKey == "job:" + job.Text("uuid")).OrderBy(row => row.Sequence).ToListAsync();
        var specific = events.Where(row => row.Type == "job.status_changed").Select(row => JsonDocument.Parse(row.Data).RootElement.Text("specific_event"));

        Assert.That(events.Select(row => row.Type), Is.EqualTo(new[]
        {
            "job.created", "job.updated", "job.assigned", "job.accepted", "job.status_changed", "job.status_changed", "job.completed", "job.status_changed", "job.closed", "job.status_changed", "job.status_changed",
        }));
        Assert.That(specific, Is.EqualTo(new[] { "job.accepted", null, "job.completed", "job.closed", null }));
        Assert.That(JsonDocument.Parse(events[6].Data).RootElement.Text("completed_by_uuid"), Is.Not.Null);
    }

    [Test]
    public async Task HIST_8_a_deleted_job_is_gone_for_everybody_and_its_name_stays_in_the_activity_log()
    {
        var job = await Offered();
        var path = $"{JobsApi.Path}?uuid={job.Text("uuid")}";

        var forAgent = await _agent.Post(JobsApi.Path, new { action = "delete", uuid = job.Text("uuid") });
        var preview = await Coordinator.Get($"{path}&action=preview_delete");
        var deleted = await Coordinator.Post(JobsApi.Path, new { action = "delete", uuid = job.Text("uuid") });
        var answers = new[]
        {
            await Coordinator.Get($"{path}&action=get"), await Coordinator.Get($"{path}&action=list_commits"), await _gas.Step(job, "accept"),
            await Coordinator.Post(JobsApi.Path, new { action = "delete", uuid = job.Text("uuid") }),
        };
        var next = await Coordinator.CreateJob(JobsApi.NewJob(NextAddress()));

        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var uuid = Guid.Parse(job.Text("uuid")!);
        Assert.Multiple(async () =>
        {
            Assert.That((forAgent.Status, forAgent.Code), Is.EqualTo((403, "permission_denied")));
            Assert.That((preview.Data.GetProperty("can_delete").GetBoolean(), preview.Data.Text("reason"), preview.Data.GetProperty("counts").GetProperty("commits").GetInt32()), Is.EqualTo((true, (string?)null, 2)));
            Assert.That((Message(deleted), deleted.Data.Text("job_ref")), Is.EqualTo(($"Job {job.Text("job_ref")} deleted", job.Text("job_ref"))));
            Assert.That(answers.Select(answer => (answer.Status, answer.Error)), Has.All.EqualTo((404, "Job not found")));
            Assert.That(next.GetProperty("ID").GetInt64(), Is.GreaterThan(job.GetProperty("ID").GetInt64()), "REF-1: no ID is used twice");
            Assert.That(await db.Set<JobCommit>().CountAsync(commit => commit.JobId == job.GetProperty("ID").GetInt64()), Is.Zero);
            Assert.That(await db.Set<ActivityRow>().Where(row => row.JobUuid == uuid && row.Action == "job.deleted").Select(row => row.Summary).SingleAsync(), Does.Contain(job.Text("job_ref")!));
            Assert.That(await db.Set<OutboxRow>().Where(row => row.OrderingKey == "job:" + uuid).OrderByDescending(row => row.Sequence).Select(row => row.Type).FirstAsync(), Is.EqualTo("job.deleted"));
        });
    }

    [Test]
    public async Task The_contractor_is_told_again_on_request_and_not_twice_in_a_minute()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(NextAddress()));
        var statePath = $"{JobsApi.Path}?action=get_assignment_notification_state&uuid={job.Text("uuid")}";
        object send = new { action = "send_assignment_notification", uuid = job.Text("uuid") };

        var nobody = await Coordinator.Post(JobsApi.Path, send);
        var before = await Coordinator.Get(statePath);
        await Coordinator.UpdateJob(job, new() { ["contractor_id"] = Demo.Contractors[0], ["notify_contractor"] = false });
        var silent = await Coordinator.Get(statePath);
        var sent = await Coordinator.Post(JobsApi.Path, send);
        await Installation.Settled();
        var told = await Coordinator.Get(statePath);
        var again = await Coordinator.Post(JobsApi.Path, send);
        await Coordinator.Do(job, "cancel", new() { ["reason"] = "Not needed" });
        var ended = await Coordinator.Post(JobsApi.Path, send);

        Assert.Multiple(() =>
        {
            Assert.That((nobody.Status, nobody.Error), Is.EqualTo((400, $"Job {job.Text("job_ref")} has no contractor")));
            Assert.That((before.Data.Text("contractor_id"), before.Data.GetProperty("can_send").GetBoolean()), Is.EqualTo(((string?)null, false)));
            Assert.That((silent.Data.GetProperty("is_notified").GetBoolean(), silent.Data.GetProperty("can_send").GetBoolean()), Is.EqualTo((false, true)));
            Assert.That((Message(sent), sent.Data.GetProperty("is_resend").GetBoolean()), Is.EqualTo(("Assignment notification queued", false)));
            Assert.That(told.Data.GetProperty("channels").EnumerateArray().Select(channel => (channel.Text("channel"), channel.Text("status"))), Is.EqualTo(new[] { ("email", "sent") }));
            Assert.That(told.Data.GetProperty("is_notified").GetBoolean(), Is.True);
            Assert.That((again.Status, again.Error), Is.EqualTo((429, "The contractor was notified a moment ago")));
            Assert.That((ended.Status, ended.Error), Is.EqualTo((409, $"Job {job.Text("job_ref")} is Cancelled: send_assignment_notification is not possible. Possible now: reopen, archive, delete")));
        });
    }

    [Test]
    public async Task A_held_job_goes_on_in_the_morning_of_its_day()
    {
        var job = await Offered();
        await _gas.Do(job, "accept");
        await _agent.Do(job, "hold", new() { ["reason_code"] = "awaiting_access", ["resume_on"] = DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd") });
        var id = job.GetProperty("ID").GetInt64();

        var early = await Resumed(id, TimeSpan.FromDays(1));
        var still = await Coordinator.GetJob(job);
        var onTheDay = await Resumed(id, TimeSpan.FromDays(4));
        var resumed = await Coordinator.GetJob(job);
        var commit = (await Coordinator.Get($"{JobsApi.Path}?action=list_commits&uuid={job.Text("uuid")}&limit=1")).Data[0];

        Assert.Multiple(() =>
        {
            Assert.That((early, still.Text("status_name")), Is.EqualTo((false, "On Hold")));
            Assert.That((onTheDay, resumed.Text("status_name"), resumed.Text("hold")), Is.EqualTo((true, "Assigned", (string?)null)));
            Assert.That((commit.Text("author_uuid"), commit.Text("author_name"), commit.Text("via")), Is.EqualTo(((string?)null, "System", "cron")));
        });
    }

    [Test]
    public async Task What_ended_long_ago_is_put_away_and_what_ended_lately_stays()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(NextAddress()));
        await Coordinator.Do(job, "cancel", new() { ["reason"] = "Raised twice" });
        var id = job.GetProperty("ID").GetInt64();

        await using var scope = Installation.Services.CreateAsyncScope();
        var lately = await Queued(scope.ServiceProvider, TimeSpan.FromDays(89));
        var longAgo = await Queued(scope.ServiceProvider, TimeSpan.FromDays(91));
        await scope.ServiceProvider.GetRequiredService<ArchiveEndedJob>().Run(id, CancellationToken.None);
        var archived = await Coordinator.GetJob(job);

        Assert.That((lately.Contains(id), longAgo.Contains(id)), Is.EqualTo((false, true)));
        Assert.That(archived.Text("status_name"), Is.EqualTo("Archived"));

        static async Task<List<long>> Queued(IServiceProvider services, TimeSpan later)
        {
            var queue = new JobQueue();
            await new ArchiveEndedJobs(services.GetRequiredService<IReadDb>(), queue, services.GetRequiredService<ISettings>(), new LaterTime(later)).Run(CancellationToken.None);
            return queue.Ids;
        }
    }

    [Test]
    public async Task The_demo_has_jobs_in_every_status_that_a_job_can_reach()
    {
        var totals = new Dictionary<string, long>();
        foreach (var status in new[] { 1, 3, 4, 5, 6, 7, 10, 11 })
        {
            var page = await Coordinator.Get($"{JobsApi.Path}?status_id={status}&limit=1&include_total=true");
            totals.Add(page.Data.GetArrayLength() == 0 ? $"none in {status}" : page.Data[0].Text("status_name")!, page.Body.GetProperty("total").GetInt64());
        }

        Assert.That(totals.Values, Has.All.Positive);
        Assert.That(totals["Completed"] + totals["Closed"] + totals["Archived"], Is.GreaterThan(totals.Values.Sum() / 2), "most work is done");
    }

    [Test]
    public async Task The_demo_has_visits_that_were_and_visits_that_will_be()
    {
        var today = VisitsApi.Day(0);
        async Task<int> Visits(string query) => (await Coordinator.Get($"{VisitsApi.VisitsPath}?limit=200&{query}")).Granted().GetArrayLength();

        Assert.Multiple(async () =>
        {
            Assert.That(await Visits($"status=proposed&from_date={today}"), Is.Positive, "slots to choose from");
            Assert.That(await Visits($"status=confirmed&from_date={today}"), Is.Positive);
            Assert.That(await Visits("status=done"), Is.Positive);
            Assert.That(await Visits("status=part_done"), Is.Positive);
            Assert.That(await Visits("status=no_access"), Is.Positive);
        });
    }

    [Test]
    public void Scheduled_tasks_run_at_the_organisations_hours()
    {
        using var storage = Installation.Services.GetRequiredService<JobStorage>().GetConnection();

        Assert.That(storage.GetRecurringJobs().Select(task => (task.Id, task.Cron, task.TimeZoneId)),
            Is.SupersetOf(new[] { ("jobs.resume_holds", "0 6 * * *", "Europe/London"), ("jobs.auto_archive", "0 2 * * *", "Europe/London") }));
    }

    private static string? Message(ApiAnswer answer) => answer.Body.GetProperty("message").GetString();

    private static List<string> Actions(JsonElement job) =>
    [
        .. job.GetProperty("allowed_actions").EnumerateArray().Select(action =>
            $"{action.Text("action")} to {action.Text("to_status_name") ?? "nowhere"}{(action.Text("blocked_by") is { } text ? $", but {text}" : "")}"),
    ];

    /// <summary>A job of the north, offered to the gas firm.</summary>
    private async Task<JsonElement> Offered()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(NextAddress()));
        await Coordinator.UpdateJob(job, new() { ["agent_id"] = Demo.Accounts["agent.north"], ["branch_id"] = _branch, ["contractor_id"] = Demo.Contractors[0] });
        return job;
    }

    // Addresses alternate by town, two of the north and two of the south.
    private long NextAddress()
    {
        do
        {
            _address++;
        }
        while (_address % 4 > 1);

        return Demo.Addresses[_address];
    }

    private async Task<bool> Resumed(long id, TimeSpan later)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var days = new OrganisationDays(scope.ServiceProvider.GetRequiredService<ISettings>(), new LaterTime(later));
        var queue = new JobQueue();
        await new ResumeHolds(scope.ServiceProvider.GetRequiredService<IReadDb>(), queue, days).Run(CancellationToken.None);
        await new ResumeHeldJob(scope.ServiceProvider.GetRequiredService<ScheduledSteps>(), days).Run(id, CancellationToken.None);
        return queue.Ids.Contains(id);
    }

    /// <summary>Today, some days on.</summary>
    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }

    private sealed class JobQueue : IBackgroundJobs
    {
        public List<long> Ids { get; } = [];

        public void EnqueueAfterCommit<TJob>(long rowId)
            where TJob : IRowJob =>
            Enqueue<TJob>(rowId);

        public void ScheduleAfterCommit<TJob>(long rowId, DateTimeOffset at)
            where TJob : IRowJob =>
            Enqueue<TJob>(rowId);

        public void Enqueue<TJob>(long rowId)
            where TJob : IRowJob =>
            Ids.Add(rowId);
    }
}
