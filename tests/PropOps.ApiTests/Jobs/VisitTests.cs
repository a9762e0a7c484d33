using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;
using static PropOps.ApiTests.Jobs.VisitsApi;

namespace PropOps.ApiTests.Jobs;

public sealed class VisitTests(Column column) : JobsTest(column)
{
    private ApiUser _agent = null!;
    private ApiUser _otherAgent = null!;
    private ApiUser _gas = null!;
    private ApiUser _plumber = null!;
    private ApiUser _landlord = null!;
    private ApiUser _tenant = null!;

    protected override async Task Arrange()
    {
        await base.Arrange();
        _agent = await SignIn("agent.north");
        _otherAgent = await SignIn("agent.south");
        _gas = await SignIn("gas");
        _plumber = await SignIn("plumber");
        _landlord = await SignIn("landlord");
        _tenant = await SignIn("tenant");
    }

    [TearDown]
    public Task ResetSettings() => Installation.Set("jobs.contractors_may_schedule", "true");

    [Test]
    public async Task VIS_2_works_dates_of_a_job_are_a_visit()
    {
        var job = await Coordinator.CreateJob(new
        {
            job_title = "With a date", job_description = "x", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0],
            date_works_start_date = Day(2), date_works_end_date = Day(3), time_range_id = 2,
        });
        var booked = await Coordinator.VisitsOf(job);
        var moved = await Coordinator.UpdateJob(job, new() { ["date_works_start_date"] = Day(3) });
        var again = await Coordinator.UpdateJob(job, new() { ["date_works_start_date"] = Day(3), ["time_range_id"] = 2 });
        var afterwards = await Coordinator.VisitsOf(job);
        var endless = await Coordinator.Change(job, new() { ["date_works_start_date"] = null, ["date_works_end_date"] = Day(4) });
        var cleared = await Coordinator.UpdateJob(job, new() { ["date_works_start_date"] = null });
        var commits = (await Coordinator.Get($"{JobsApi.Path}?action=list_commits&uuid={job.Text("uuid")}")).Data.EnumerateArray().ToList();
        var events = await Events(job);

        Assert.Multiple(() =>
        {
            Assert.That((booked.Single().Text("status"), booked[0].Text("start_date"), booked[0].Text("end_date"), booked[0].Text("time_range_name")), Is.EqualTo(("confirmed", Day(2), Day(3), "Morning")));
            Assert.That((booked[0].Text("confirmed_by"), booked[0].Text("proposed_by"), booked[0].GetProperty("number").GetInt32()), Is.EqualTo(("agency", (string?)null, 1)));
            Assert.That(booked[0].GetProperty("starts_at").GetDateTimeOffset(), Is.LessThan(booked[0].GetProperty("ends_at").GetDateTimeOffset()));
            Assert.That((moved.Text("date_works_start_date"), moved.Text("date_works_end_date"), moved.Text("time_range_id")), Is.EqualTo((Day(3), Day(3), "2")), "what is left out stays");
            Assert.That(again.GetProperty("version").GetInt32(), Is.EqualTo(moved.GetProperty("version").GetInt32()), "the dates that stand already are no change");
            Assert.That(afterwards.Single().Text("uuid"), Is.EqualTo(booked[0].Text("uuid")));
            Assert.That((endless.Status, endless.Body.GetProperty("field").GetString()), Is.EqualTo((400, "date_works_end_date")));
            Assert.That((cleared.Text("date_works_start_date"), cleared.Text("date_works_end_date"), cleared.Text("time_range_id")), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
            Assert.That(commits[1].GetProperty("changes").EnumerateArray().Select(change => change.Text("field")), Is.EqualTo(new[] { "date_works_start_date" }));
            Assert.That(events.Select(told => told.Type), Is.EqualTo(new[] { "job.created", "visit.confirmed", "visit.confirmed", "visit.cancelled" }));
            Assert.That((events[1].Data.Text("start_date"), events[1].Data.Text("previous_start_date"), events[1].Data.Text("confirmed_by"), events[1].Data.Text("visit_id")), Is.EqualTo((Day(2), (string?)null, "agency", booked[0].Text("ID"))));
            Assert.That((events[2].Data.Text("start_date"), events[2].Data.Text("previous_start_date"), events[2].Data.GetProperty("starts_at").GetDateTimeOffset()),
                Is.EqualTo((Day(3), Day(2), afterwards[0].GetProperty("starts_at").GetDateTimeOffset())));
            Assert.That((events[3].Data.Text("start_date"), events[3].Data.Text("cancelled_by"), events[3].Data.Text("visit_uuid")), Is.EqualTo((Day(3), "agency", booked[0].Text("uuid"))));
        });
    }

    [Test]
    public async Task A_time_range_without_a_day_has_no_visit_to_belong_to()
    {
        var answer = await Coordinator.Post(JobsApi.Path, new
        {
            action = "create", job_title = "No day", job_description = "x", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0], time_range_id = 2,
        });

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Data.Text("time_range_id"), Is.Null);
    }

    [Test]
    public async Task A_calendar_books_moves_and_cancels_in_one_step()
    {
        var job = await Accepted();
        var booked = await _agent.Step(job, "schedule", new() { ["date_works_start_date"] = Day(4), ["time_range_id"] = 3 });
        var moved = await _gas.Step(job, "schedule", new() { ["date_works_start_date"] = Day(5) });
        var past = await _gas.Step(job, "schedule", new() { ["date_works_start_date"] = Day(-1) });
        var missing = await Coordinator.Step(job, "schedule");
        var stranger = await _plumber.Step(job, "schedule", new() { ["date_works_start_date"] = Day(5) });
        var notStaff = await _agent.Step(job, "schedule", new() { ["date_works_start_date"] = Day(6), ["allow_conflict"] = true });
        var old = await Coordinator.Step(job, "schedule", new() { ["date_works_start_date"] = Day(6), ["version"] = 1 });
        var cancelled = await _gas.Step(job, "schedule", new() { ["date_works_start_date"] = null, ["reason"] = "The van broke down" });
        var visit = (await Coordinator.VisitsOf(job)).Single();

        Assert.Multiple(() =>
        {
            Assert.That((Message(booked), booked.Data.Text("time_range_name")), Is.EqualTo(($"Job {job.Text("job_ref")} booked for {Day(4)}", "Afternoon")));
            Assert.That((Message(moved), moved.Data.Text("time_range_name")), Is.EqualTo(($"Job {job.Text("job_ref")} booked for {Day(5)}", "Afternoon")));
            Assert.That((past.Status, past.Body.GetProperty("field").GetString()), Is.EqualTo((400, "date_works_start_date")));
            Assert.That((missing.Status, missing.Body.GetProperty("field").GetString()), Is.EqualTo((400, "date_works_start_date")));
            Assert.That((stranger.Status, stranger.Error), Is.EqualTo((404, "Job not found")));
            Assert.That((notStaff.Status, old.Status), Is.EqualTo((403, 409)));
            Assert.That((Message(cancelled), cancelled.Data.Text("date_works_start_date")), Is.EqualTo(($"Job {job.Text("job_ref")} is no longer booked", (string?)null)));
            Assert.That((visit.Text("status"), visit.Text("cancelled_by"), visit.Text("cancel_reason"), visit.Text("start_date")), Is.EqualTo(("cancelled", "contractor", "The van broke down", Day(5))));
        });
    }

    [Test]
    public async Task VIS_5_of_three_times_the_tenant_takes_one()
    {
        var job = await Accepted();
        var proposed = await _gas.Propose(job, Slot(1, 2), Slot(2, 3), new { date = Day(3), end_date = Day(4) });
        var forProposer = await _gas.VisitsOf(job);
        var which = await _tenant.Visit("confirm", proposed.Data);
        var confirmed = await _tenant.Visit("confirm", proposed.Data, new() { ["slot"] = 2 });
        var again = await Coordinator.Visit("confirm", proposed.Data, new() { ["slot"] = 1 });
        var events = await Events(job);

        var visit = confirmed.Data.GetProperty("visit");
        Assert.Multiple(() =>
        {
            Assert.That((Message(proposed), proposed.Data.Text("status"), proposed.Data.GetProperty("slots").GetArrayLength()), Is.EqualTo(("3 times proposed", "proposed", 3)));
            Assert.That(proposed.Data.GetProperty("slots")[1].Text("time_range_name"), Is.EqualTo("Afternoon"));
            Assert.That(proposed.Data.GetProperty("can_confirm").GetBoolean(), Is.True, "without the tenant's wish to be there a contractor may decide");
            Assert.That(forProposer.Single().GetProperty("ID").GetInt64(), Is.EqualTo(proposed.Data.GetProperty("ID").GetInt64()), "the ID was known before the save");
            Assert.That((which.Status, which.Body.GetProperty("field").GetString()), Is.EqualTo((400, "slot")));
            Assert.That((Message(confirmed), visit.Text("status"), visit.Text("start_date"), visit.Text("proposed_by"), visit.Text("confirmed_by")), Is.EqualTo(($"Visit confirmed for {Day(2)}", "confirmed", Day(2), "contractor", "tenant")));
            Assert.That(visit.GetProperty("slots").GetArrayLength(), Is.Zero);
            Assert.That((confirmed.Data.GetProperty("job").Text("date_works_start_date"), confirmed.Data.GetProperty("job").Text("time_range_name")), Is.EqualTo((Day(2), "Afternoon")));
            Assert.That((again.Status, again.Error), Is.EqualTo((409, "This slot is no longer open")));
            Assert.That(events.Select(told => told.Type).TakeLast(2), Is.EqualTo(new[] { "visit.proposed", "visit.confirmed" }));
            Assert.That((events[^2].Data.Text("proposed_by"), events[^2].Data.GetProperty("slots")[2].Text("end_date")), Is.EqualTo(("contractor", Day(4))));
            Assert.That(events[^1].Data.Text("confirmed_by"), Is.EqualTo("tenant"));
        });
    }

    [Test]
    public async Task VIS_3_a_contractor_does_not_decide_alone_where_the_tenant_wants_to_be_there()
    {
        var job = await Accepted(new() { ["presence_required"] = true });
        var proposed = (await _gas.Propose(job, Slot(1))).Granted();
        var own = await _gas.Visit("confirm", proposed);
        var scheduled = await _gas.Step(job, "schedule", new() { ["date_works_start_date"] = Day(1) });
        var actions = (await _gas.GetJob(job)).GetProperty("allowed_actions").EnumerateArray().Single(action => action.Text("action") == "schedule");
        var ofTenant = (await _tenant.Propose(job, Slot(2))).Granted();
        var tenantsOwn = await _tenant.Visit("confirm", ofTenant);
        var agreed = await _gas.Visit("confirm", ofTenant);

        Assert.Multiple(() =>
        {
            Assert.That((own.Status, own.Error), Is.EqualTo((409, "The tenant wants to be there. Propose times instead.")));
            Assert.That((scheduled.Status, scheduled.Error), Is.EqualTo((409, "The tenant wants to be there. Propose times instead.")));
            Assert.That(actions.Text("blocked_by"), Is.EqualTo("The tenant wants to be there. Propose times instead."));
            Assert.That(proposed.GetProperty("can_confirm").GetBoolean(), Is.False);
            Assert.That(ofTenant.Text("uuid"), Is.EqualTo(proposed.Text("uuid")), "VIS-4: proposing again replaces the slots");
            Assert.That((tenantsOwn.Status, tenantsOwn.Error), Is.EqualTo((409, "These times wait for the agency or the contractor.")));
            Assert.That((agreed.Status, agreed.Data.GetProperty("visit").Text("start_date")), Is.EqualTo((200, Day(2))));
        });
    }

    [Test]
    public async Task VIS_3_where_contractors_may_not_schedule_they_propose_and_confirm_what_others_propose()
    {
        var job = await Accepted();
        await Installation.Set("jobs.contractors_may_schedule", "false");
        var scheduled = await _gas.Step(job, "schedule", new() { ["date_works_start_date"] = Day(1) });
        var actions = (await _gas.GetJob(job)).GetProperty("allowed_actions").EnumerateArray().Select(action => action.Text("action")).ToList();
        var own = await _gas.Visit("confirm", (await _gas.Propose(job, Slot(1))).Granted());
        var ofAgency = await _gas.Visit("confirm", (await _agent.Propose(job, Slot(2))).Granted());
        var cancelled = await _gas.Visit("cancel", ofAgency.Data.GetProperty("visit"), new() { ["reason"] = "No van" });

        Assert.That((scheduled.Status, own.Status, ofAgency.Status, cancelled.Status), Is.EqualTo((403, 403, 200, 403)));
        Assert.That(actions, Has.None.EqualTo("schedule"));
    }

    [Test]
    public async Task Nobody_else_has_a_part_in_it()
    {
        var offered = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        await Coordinator.UpdateJob(offered, new() { ["contractor_id"] = Demo.Contractors[0] });
        var early = await _gas.Propose(offered, Slot(1));
        var byLandlord = await _landlord.Propose(offered, Slot(1));
        var byStranger = await _plumber.Propose(offered, Slot(1));
        var visit = (await Coordinator.Propose(offered, Slot(1))).Granted();
        var confirmedEarly = await _gas.Visit("confirm", visit);
        var otherBranch = await _otherAgent.Visit("confirm", visit);
        var byTenant = await _tenant.Visit("cancel", visit, new() { ["reason"] = "Not at home" });
        var unknown = await Coordinator.Post(VisitsPath, new { action = "cancel", visit_id = 999_999, reason = "Not there" });

        Assert.Multiple(() =>
        {
            Assert.That((early.Status, early.Error), Is.EqualTo((409, $"Job {offered.Text("job_ref")} has not been accepted yet")));
            Assert.That((byLandlord.Status, byLandlord.Code), Is.EqualTo((403, "permission_denied")));
            Assert.That((byStranger.Status, byStranger.Error), Is.EqualTo((404, "Job not found")));
            Assert.That((confirmedEarly.Status, confirmedEarly.Error), Is.EqualTo((409, $"Job {offered.Text("job_ref")} has not been accepted yet")));
            Assert.That((otherBranch.Status, otherBranch.Error), Is.EqualTo((404, "Visit not found")));
            Assert.That((byTenant.Status, byTenant.Code), Is.EqualTo((403, "permission_denied")));
            Assert.That((unknown.Status, unknown.Error), Is.EqualTo((404, "Visit not found")));
        });
    }

    [Test]
    public async Task Slots_are_different_days_of_the_coming_year()
    {
        var job = await Accepted();
        (object[] Slots, string Field)[] wrong =
        [
            ([], "slots"),
            ([Slot(1), Slot(2), Slot(3), Slot(4), Slot(5), Slot(6)], "slots"),
            ([Slot(1), Slot(-1)], "slots[1].date"),
            ([Slot(366)], "slots[0].date"),
            ([new { date = Day(3), end_date = Day(2) }], "slots[0].end_date"),
            ([new { date = Day(3), end_date = Day(400) }], "slots[0].end_date"),
            ([Slot(1, 2), Slot(1, 3), Slot(1, 2)], "slots[2]"),
            ([Slot(1, 99)], "slots[0].time_range_id"),
            ([new { time_range_id = 2 }], "slots[0].date"),
        ];

        foreach (var (slots, field) in wrong)
        {
            var answer = await Coordinator.Propose(job, slots);
            Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, field)), answer.Body.ToString());
        }

        var today = await Coordinator.Propose(job, Slot(0), Slot(365));
        Assert.That((today.Status, Message(today)), Is.EqualTo((200, "2 times proposed")));
    }

    [Test]
    public async Task VIS_4_a_confirmed_visit_stays_until_another_day_is_agreed()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(1));
        var visit = (await Coordinator.VisitsOf(job)).Single();
        var further = (await Coordinator.Propose(job, Slot(8))).Granted();
        var toMove = (await Coordinator.Post(VisitsPath, new { action = "propose", job_uuid = job.Text("uuid"), visit_id = visit.Text("uuid"), slots = new[] { Slot(2) }, note = "We are early" })).Granted();
        var moved = await _tenant.DoVisit("confirm", toMove);
        var elsewhere = await Coordinator.Post(VisitsPath, new { action = "propose", job_uuid = (await Accepted()).Text("uuid"), visit_id = visit.Text("uuid"), slots = new[] { Slot(2) } });
        var events = await Events(job);

        Assert.Multiple(() =>
        {
            Assert.That((further.GetProperty("number").GetInt32(), further.Text("status")), Is.EqualTo((2, "proposed")));
            Assert.That((toMove.Text("uuid"), toMove.Text("status"), toMove.Text("start_date"), toMove.Text("note")), Is.EqualTo((visit.Text("uuid"), "confirmed", Day(1), "We are early")));
            Assert.That((moved.GetProperty("visit").Text("start_date"), moved.GetProperty("job").Text("date_works_start_date")), Is.EqualTo((Day(2), Day(2))));
            Assert.That(events[^1].Data.Text("previous_start_date"), Is.EqualTo(Day(1)));
            Assert.That((elsewhere.Status, elsewhere.Error), Is.EqualTo((404, "Visit not found")));
        });
    }

    [Test]
    public async Task VIS_7_a_visit_is_told_of_from_its_day_on_and_moves_no_status()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(1));
        var visit = (await Coordinator.VisitsOf(job)).Single();
        var tooEarly = await Coordinator.Visit("outcome", visit, new() { ["outcome"] = "done" });
        await Coordinator.Schedule(job, Day(0));
        var silent = await _agent.Visit("outcome", visit, new() { ["outcome"] = "no_access" });
        var withoutPhoto = await _gas.Visit("outcome", visit, new() { ["outcome"] = "no_access", ["reason"] = "Nobody answered" });
        var noAccess = await _agent.DoVisit("outcome", visit, new() { ["outcome"] = "no_access", ["reason"] = "Nobody answered" });
        var byContractor = await _gas.Visit("outcome", visit, new() { ["outcome"] = "done", ["reason"] = "They came after all" });
        var unexplained = await Coordinator.Visit("outcome", visit, new() { ["outcome"] = "part_done" });
        var refused = await Coordinator.Step(job, "complete", new() { ["work_done"] = "Done" });
        var corrected = await Coordinator.DoVisit("outcome", visit, new() { ["outcome"] = "part_done", ["reason"] = "They came after all" });
        var same = await Coordinator.Visit("outcome", visit, new() { ["outcome"] = "part_done", ["reason"] = "Once more" });
        var cancelled = await Coordinator.Visit("cancel", visit, new() { ["reason"] = "Too late" });
        var completed = await Coordinator.Do(job, "complete", new() { ["work_done"] = "Done", ["reason"] = "The rest was not needed" });
        var events = await Events(job);

        Assert.Multiple(() =>
        {
            Assert.That((tooEarly.Status, tooEarly.Error), Is.EqualTo((409, $"This visit is on {Day(1)}")));
            Assert.That((silent.Status, silent.Body.GetProperty("field").GetString()), Is.EqualTo((400, "reason")));
            Assert.That((withoutPhoto.Status, withoutPhoto.Error), Is.EqualTo((400, "Invalid or missing required parameter: photo")));
            Assert.That((noAccess.GetProperty("visit").Text("status"), noAccess.GetProperty("visit").Text("outcome_reason"), noAccess.GetProperty("job").Text("status_name")), Is.EqualTo(("no_access", "Nobody answered", "Assigned")));
            Assert.That(noAccess.GetProperty("visit").Text("outcome_by_name"), Is.Not.Null);
            Assert.That(byContractor.Status, Is.EqualTo(403), "only staff correct an outcome");
            Assert.That((unexplained.Status, unexplained.Body.GetProperty("field").GetString()), Is.EqualTo((400, "reason")));
            Assert.That((refused.Status, refused.Error), Is.EqualTo((409, $"Job {job.Text("job_ref")} was left without access on {Day(0)}. Book a further visit or give a reason.")), "DONE-7");
            Assert.That(corrected.GetProperty("visit").Text("status"), Is.EqualTo("part_done"));
            Assert.That((same.Status, same.Error), Is.EqualTo((409, "This visit is part done and cannot be changed in this way")));
            Assert.That((cancelled.Status, cancelled.Error), Is.EqualTo((409, "This visit is part done and cannot be changed in this way")));
            Assert.That((completed.Text("status_name"), completed.Text("date_works_start_date"), completed.GetProperty("visits")[0].Text("status")), Is.EqualTo(("Completed", Day(0), "part_done")));
            Assert.That(events.Where(told => told.Type == "visit.no_access").Select(told => (told.Data.Text("start_date"), told.Data.Text("reason"))), Is.EqualTo(new[] { (Day(0), "Nobody answered") }));
        });
    }

    [Test]
    public async Task A_further_visit_may_be_on_the_day_of_the_last_one()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(0), new() { ["time_range_id"] = 2 });
        await _gas.DoVisit("outcome", (await Coordinator.VisitsOf(job)).Single(), new() { ["outcome"] = "part_done" });
        await Coordinator.UpdateJob(job, new() { ["date_works_start_date"] = Day(0) });
        var afterUpdate = await Coordinator.VisitsOf(job);
        await _gas.Schedule(job, Day(0));
        var afterSchedule = await Coordinator.VisitsOf(job);
        var completed = await _gas.Do(job, "complete", new() { ["work_done"] = "The rest of it" });

        Assert.Multiple(() =>
        {
            Assert.That(afterUpdate, Has.Length.EqualTo(1), "the works dates that stand already");
            Assert.That(afterSchedule.Select(visit => (visit.Text("status"), visit.Text("time_range_id"))), Is.EqualTo(new[] { ("part_done", "2"), ("confirmed", null) }));
            Assert.That(completed.GetProperty("visits").EnumerateArray().Select(visit => visit.Text("status")), Is.EqualTo(new[] { "part_done", "done" }));
        });
    }

    [Test]
    public async Task VIS_6_and_VIS_8_what_is_ahead_ends_with_the_contractor_or_the_job()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(3));
        var proposal = (await _gas.Propose(job, Slot(9))).Granted();
        await Coordinator.UpdateJob(job, new() { ["contractor_id"] = Demo.Contractors[1], ["accepted"] = true });
        var handedOver = await Coordinator.VisitsOf(job);
        await Coordinator.Do(job, "cancel", new() { ["reason"] = "The house was sold" });
        var ended = await Coordinator.VisitsOf(job);
        var afterwards = await Coordinator.Propose(job, Slot(1));
        var events = (await Events(job)).Select(told => told.Type).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(handedOver.Select(visit => (visit.Text("status"), visit.Text("contractor_id"))), Is.EqualTo(new[]
            {
                ("confirmed", Demo.Contractors[1].ToString()), ("cancelled", Demo.Contractors[0].ToString()),
            }), "by start, what was only proposed last");
            Assert.That((handedOver[1].Text("uuid"), handedOver[1].Text("cancelled_by"), handedOver[1].Text("cancel_reason")), Is.EqualTo((proposal.Text("uuid"), "system", "Contractor changed")));
            Assert.That((ended[0].Text("status"), ended[0].Text("cancelled_by"), ended[0].Text("cancel_reason")), Is.EqualTo(("cancelled", "system", "Job cancelled")));
            Assert.That((afterwards.Status, afterwards.Error), Is.EqualTo((409, $"Job {job.Text("job_ref")} is Cancelled and can no longer be edited")));
            Assert.That(events.SkipWhile(type => type != "job.unassigned").Take(3), Is.EqualTo(new[] { "job.unassigned", "job.assigned", "visit.cancelled" }));
            Assert.That(events.TakeLast(3), Is.EqualTo(new[] { "job.cancelled", "visit.cancelled", "job.status_changed" }));
        });
    }

    [Test]
    public async Task A_firm_that_takes_over_does_not_learn_who_was_there_before()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(0));
        await _gas.DoVisit("outcome", (await Coordinator.VisitsOf(job)).Single(), new() { ["outcome"] = "part_done" });
        await Coordinator.UpdateJob(job, new() { ["contractor_id"] = Demo.Contractors[1] });
        var (forNext, forStaff) = ((await _plumber.VisitsOf(job)).Single(), (await Coordinator.VisitsOf(job)).Single());
        var ofJob = $"{VisitsPath}?job_uuid={job.Text("uuid")}&contractor_id={Demo.Contractors[0]}";

        Assert.Multiple(async () =>
        {
            Assert.That((forNext.Text("status"), forNext.Text("contractor_id"), forNext.Text("contractor_name"), forNext.Text("outcome_by_name")), Is.EqualTo(("part_done", (string?)null, (string?)null, (string?)null)));
            Assert.That(forStaff.Text("contractor_id"), Is.EqualTo(Demo.Contractors[0].ToString()));
            Assert.That(new[] { forStaff.Text("contractor_name"), forStaff.Text("outcome_by_name") }, Has.None.Null);
            Assert.That((await _plumber.Get(ofJob)).Data.GetArrayLength(), Is.Zero);
            Assert.That((await Coordinator.Get(ofJob)).Data.GetArrayLength(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_proposal_is_no_change_of_the_job_and_yet_it_was_updated()
    {
        var job = await Accepted();
        var before = await Coordinator.GetJob(job);
        await Coordinator.Propose(job, Slot(1));
        var after = await Coordinator.GetJob(job);

        Assert.That(after.GetProperty("version").GetInt32(), Is.EqualTo(before.GetProperty("version").GetInt32()));
        Assert.That(after.GetProperty("updated_at").GetDateTimeOffset(), Is.GreaterThan(before.GetProperty("updated_at").GetDateTimeOffset()));
    }

    [Test]
    public async Task Deleting_a_job_takes_its_visits_along()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(3));
        var visit = (await Coordinator.VisitsOf(job)).Single();
        var preview = (await Coordinator.Get($"{JobsApi.Path}?action=preview_delete&uuid={job.Text("uuid")}")).Granted();
        (await Coordinator.Post(JobsApi.Path, new { action = "delete", uuid = job.Text("uuid") })).Granted();
        var gone = await Coordinator.Visit("cancel", visit, new() { ["reason"] = "Not there" });

        Assert.That(preview.GetProperty("counts").GetProperty("visits").GetInt32(), Is.EqualTo(1));
        Assert.That((gone.Status, gone.Error), Is.EqualTo((404, "Visit not found")));
    }

    [Test]
    [ProvesParameters("jobs.visits.list", "limit", "offset", "include_total")]
    public async Task Visits_are_paged()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(50));
        (await _gas.Propose(job, Slot(60))).Granted();
        var all = (await Coordinator.VisitsOf(job)).Select(visit => visit.Text("uuid")).ToList();

        var first = await Coordinator.Get($"{VisitsApi.VisitsPath}?job_uuid={job.Text("uuid")}&limit=1&include_total=1");
        var second = await Coordinator.Get($"{VisitsApi.VisitsPath}?job_uuid={job.Text("uuid")}&limit=1&offset=1");

        Assert.That(first.Data.EnumerateArray().Concat(second.Data.EnumerateArray()).Select(visit => visit.Text("uuid")), Is.EqualTo(all));
        Assert.That((first.Body.GetProperty("total").GetInt32(), second.Body.TryGetProperty("total", out _)), Is.EqualTo((2, false)));
    }

    [Test]
    [ProvesParameters("jobs.visits.list", "job_uuid", "status", "from_date", "to_date", "branch_id", "contractor_id", "mine")]
    public async Task Visits_are_listed_by_every_filter()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(50));
        var confirmed = (await Coordinator.VisitsOf(job)).Single();
        var proposed = (await _gas.Propose(job, Slot(60), Slot(70))).Granted();
        (JsonElement Visit, string[] Matching, string[] Others)[] cases =
        [
            (confirmed,
                [
                    $"job_uuid={job.Text("uuid")}", $"job_id={job.Text("ID")}", "status=confirmed", "status=done,confirmed", $"from_date={Day(50)}&to_date={Day(50)}", $"from_date={Day(49)}", $"to_date={Day(51)}",
                    $"branch_id={job.Text("branch_id")}", $"contractor_id={Demo.Contractors[0]}", "mine=false",
                ],
                [
                    "job_uuid=999999", "status=proposed", $"from_date={Day(51)}", $"to_date={Day(49)}", "branch_id=999999", $"contractor_id={Demo.Contractors[1]}", "mine=true",
                ]),
            (proposed,
                [$"job_uuid={job.Text("uuid")}", "status=proposed", $"from_date={Day(60)}&to_date={Day(60)}", $"from_date={Day(61)}&to_date={Day(75)}", $"to_date={Day(60)}", "mine=true"],
                ["status=confirmed", $"from_date={Day(61)}&to_date={Day(69)}", $"from_date={Day(71)}", $"to_date={Day(59)}", "mine=false"]),
        ];

        foreach (var (visit, matching, others) in cases)
        {
            foreach (var query in matching)
            {
                Assert.That(await OfJob(query), Does.Contain(visit.Text("uuid")), query);
            }

            foreach (var query in others)
            {
                Assert.That(await OfJob(query), Does.Not.Contain(visit.Text("uuid")), query);
            }
        }

        // The demo has more visits than a page.
        Task<List<string?>> OfJob(string query) => Listed(Coordinator, query.StartsWith("job_") ? query : $"job_uuid={job.Text("uuid")}&{query}");

        var turned = await Coordinator.Get($"{VisitsPath}?from_date={Day(2)}&to_date={Day(1)}");
        var unknown = await Coordinator.Get($"{VisitsPath}?status=lost");
        Assert.That((turned.Status, turned.Body.GetProperty("field").GetString()), Is.EqualTo((400, "to_date")));
        Assert.That(unknown.Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Mine_are_the_visits_that_the_caller_can_confirm()
    {
        var job = await Accepted();
        var wanted = await Accepted(new() { ["presence_required"] = true });
        var ofContractor = (await _gas.Propose(job, Slot(1))).Granted();
        var awaited = (await _gas.Propose(wanted, Slot(1))).Granted();
        var ofTenant = (await _tenant.Propose(await Accepted(), Slot(1))).Granted();

        foreach (var user in new[] { Coordinator, _agent, _otherAgent, _gas, _plumber, _tenant, _landlord })
        {
            var all = (await user.Get($"{VisitsPath}?limit=200&status=proposed")).Granted().EnumerateArray().ToList();
            var confirmable = all.Where(visit => visit.GetProperty("can_confirm").GetBoolean()).Select(visit => visit.Text("uuid"));
            Assert.That(await Listed(user, "status=proposed&mine=true"), Is.EquivalentTo(confirmable));
        }

        var (forGas, forTenant) = (await Listed(_gas, "mine=true"), await Listed(_tenant, "mine=true"));
        Assert.Multiple(() =>
        {
            Assert.That(forGas, Does.Contain(ofContractor.Text("uuid")).And.Contains(ofTenant.Text("uuid")).And.Not.Contains(awaited.Text("uuid")));
            Assert.That(forTenant, Does.Contain(ofContractor.Text("uuid")).And.Contains(awaited.Text("uuid")).And.Not.Contains(ofTenant.Text("uuid")));
        });
    }

    [Test]
    public async Task Visits_come_by_start_in_pages_and_only_those_of_visible_jobs()
    {
        var job = await Accepted();
        await Coordinator.Schedule(job, Day(90));
        var proposed = (await _gas.Propose(job, Slot(80))).Granted();
        var confirmed = (await Coordinator.VisitsOf(job))[0];
        var ofJob = $"{VisitsPath}?job_uuid={job.Text("uuid")}";
        var first = await Coordinator.Get($"{ofJob}&limit=1&include_total=true");
        var second = await Coordinator.Get($"{ofJob}&limit=1&offset=1");
        var starts = (await Coordinator.Get($"{VisitsPath}?limit=200")).Granted().EnumerateArray().Select(visit => visit.Text("start_date")).TakeWhile(start => start is not null).ToList();

        Assert.Multiple(async () =>
        {
            Assert.That((first.Data[0].Text("uuid"), first.Body.GetProperty("total").GetInt32(), second.Data[0].Text("uuid")), Is.EqualTo((confirmed.Text("uuid"), 2, proposed.Text("uuid"))));
            Assert.That(starts, Is.Ordered.And.Not.Empty);
            Assert.That((await _gas.Get(ofJob)).Data.GetArrayLength(), Is.EqualTo(2));
            Assert.That((await _tenant.Get(ofJob)).Data.GetArrayLength(), Is.EqualTo(2));
            Assert.That((await _landlord.Get(ofJob)).Data.GetArrayLength(), Is.EqualTo(2));
            Assert.That((await _plumber.Get(ofJob)).Data.GetArrayLength(), Is.Zero);
            Assert.That((await _otherAgent.Get(ofJob)).Data.GetArrayLength(), Is.Zero);
        });
    }

    [Test]
    public async Task Unscheduled_jobs_are_open_and_have_no_confirmed_visit()
    {
        var job = await Accepted();
        var none = await Unscheduled(job);
        await Coordinator.Propose(job, Slot(1));
        var proposed = await Unscheduled(job);
        await Coordinator.Schedule(job, Day(0));
        var confirmed = await Unscheduled(job);
        await Coordinator.DoVisit("outcome", (await Coordinator.VisitsOf(job))[0], new() { ["outcome"] = "part_done" });
        var held = await Unscheduled(job);

        Assert.That((none, proposed, confirmed, held), Is.EqualTo((true, true, false, true)));

        async Task<bool> Unscheduled(JsonElement of)
        {
            var (yes, no) = (await Jobs("true"), await Jobs("false"));
            Assert.That(yes, Is.Not.EqualTo(no));
            return yes;

            async Task<bool> Jobs(string value) =>
                (await Coordinator.Get($"{JobsApi.Path}?limit=200&unscheduled={value}")).Granted().EnumerateArray().Any(listed => listed.Text("uuid") == of.Text("uuid"));
        }
    }

    [Test]
    public async Task VIS_5_of_two_confirmations_at_one_moment_one_holds()
    {
        var job = await Accepted();
        var visit = (await _gas.Propose(job, Slot(1), Slot(2))).Granted();

        var answers = await Task.WhenAll(
            Coordinator.Visit("confirm", visit, new() { ["slot"] = 1 }), _tenant.Visit("confirm", visit, new() { ["slot"] = 2 }), _agent.Visit("confirm", visit, new() { ["slot"] = 1 }));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 200, 409, 409 }));
        Assert.That((await Events(job)).Count(told => told.Type == "visit.confirmed"), Is.EqualTo(1));
    }

    private static string? Message(ApiAnswer answer) => answer.Body.GetProperty("message").GetString();

    private static async Task<List<string?>> Listed(ApiUser user, string query) =>
        [.. (await user.Get($"{VisitsPath}?limit=200&{query}")).Granted().EnumerateArray().Select(visit => visit.Text("uuid"))];

    /// <summary>A job at the tenant's and the landlord's address, accepted by the gas firm.</summary>
    private async Task<JsonElement> Accepted(Dictionary<string, object?>? more = null)
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        return await Coordinator.UpdateJob(job, new(more ?? [])
        {
            ["agent_id"] = Demo.Accounts["agent.north"], ["branch_id"] = await Branch(), ["contractor_id"] = Demo.Contractors[0], ["accepted"] = true,
        });
    }

    private async Task<long> Branch() => (await _agent.Get($"{JobsApi.Path}?limit=1")).Data[0].GetProperty("branch_id").GetInt64();

    private async Task<List<(string Type, JsonElement Data)>> Events(JsonElement job)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<OutboxRow>()
            .Where(row => row.OrderingKey == "job:" + job.Text("uuid")).OrderBy(row => row.Sequence).ToListAsync();
        return [.. rows.Select(row => (row.Type, JsonDocument.Parse(row.Data).RootElement))];
    }
}
