using System.Text.Json;
using PropOps.ApiTests.Hosting;
using static PropOps.ApiTests.Jobs.VisitsApi;

namespace PropOps.ApiTests.Jobs;

public sealed class DoubleBookingTests(Column column) : JobsTest(column)
{
    private const int Morning = 2;
    private const int Afternoon = 3;
    private const int AllDay = 5;
    private const int AnyTime = 1;
    private const int FromTen = 7;
    private ApiUser _director = null!;
    private ApiUser _agent = null!;
    private ApiUser _gas = null!;
    private ApiUser _tenant = null!;
    private string _firm = null!;
    private int _day = 100;

    protected override async Task Arrange()
    {
        await base.Arrange();
        _director = await SignIn("director");
        _agent = await SignIn("agent.north");
        _gas = await SignIn("gas");
        _tenant = await SignIn("tenant");
        _firm = (await Accepted()).Text("contractor_name")!;
    }

    [SetUp]
    public void AnotherDay() => _day += 5;

    [TearDown]
    public Task ResetSettings() => Installation.Set("jobs.double_booking", "\"warn\"");

    [TestCase(Morning, Morning, true)]
    [TestCase(Morning, Afternoon, false)]
    [TestCase(AllDay, FromTen, true)]
    [TestCase(AnyTime, Morning, false)]
    [TestCase(Morning, AnyTime, false)]
    [TestCase(null, Morning, false)]
    [TestCase(AllDay, null, false)]
    public async Task CAL_3_times_that_overlap_on_a_common_day_are_a_double_booking(int? first, int? second, bool isDouble)
    {
        var (other, job) = (await Accepted(), await Accepted());
        await Coordinator.Schedule(other, Day(_day), new() { ["time_range_id"] = first });

        var booked = await Coordinator.Schedule(job, Day(_day), new() { ["time_range_id"] = second });

        Assert.That(Warnings(booked), Is.EqualTo(isDouble ? [$"{_firm} is booked on {other.Text("job_ref")} on {Day(_day)} ({(first == AllDay ? "All day" : "Morning")})."] : Array.Empty<string>()));
    }

    [Test]
    public async Task CAL_3_a_visit_of_several_days_takes_its_time_on_each_of_them()
    {
        var (other, job) = (await Accepted(), await Accepted());
        await Coordinator.Schedule(other, Day(_day), new() { ["date_works_end_date"] = Day(_day + 2), ["time_range_id"] = Morning });
        var within = await Coordinator.Schedule(job, Day(_day + 1), new() { ["time_range_id"] = Morning });
        var after = await Coordinator.Schedule(job, Day(_day + 3));

        Assert.That(Warnings(within), Is.EqualTo(new[] { $"{_firm} is booked on {other.Text("job_ref")} on {Day(_day + 1)} (Morning)." }));
        Assert.That(Warnings(after), Is.Empty);
    }

    [Test]
    public async Task CAL_3_only_confirmed_visits_of_other_open_jobs_of_the_same_firm_count()
    {
        var (proposed, cancelled, ofOthers, own) = (await Accepted(), await Accepted(), await Accepted(firm: 1), await Accepted());
        await Coordinator.Propose(proposed, Slot(_day, Morning));
        await Coordinator.Schedule(cancelled, Day(_day), new() { ["time_range_id"] = Morning });
        await Coordinator.Do(cancelled, "cancel", new() { ["reason"] = "Not needed" });
        await Coordinator.Schedule(ofOthers, Day(_day), new() { ["time_range_id"] = Morning });
        await Coordinator.Schedule(own, Day(_day), new() { ["time_range_id"] = AllDay });

        Assert.That(Warnings(await Coordinator.Schedule(own, Day(_day), new() { ["time_range_id"] = Morning })), Is.Empty);
    }

    [Test]
    public async Task CAL_4_refuse_is_a_conflict_everywhere_unless_staff_allow_it()
    {
        var (other, job) = (await Accepted(), await Accepted());
        await Coordinator.Schedule(other, Day(_day), new() { ["time_range_id"] = Morning });
        var proposed = (await Coordinator.Propose(job, Slot(_day, Morning))).Granted();
        await Installation.Set("jobs.double_booking", "\"refuse\"");
        Dictionary<string, object?> dates = new() { ["date_works_start_date"] = Day(_day), ["time_range_id"] = FromTen };
        var refusal = $"{_firm} is already booked on {other.Text("job_ref")} on {Day(_day)} (Morning)";

        var created = await Coordinator.Post(JobsApi.Path, Create(dates));
        var updated = await Coordinator.Change(job, dates);
        var scheduled = await _gas.Step(job, "schedule", dates);
        var confirmed = await _gas.Visit("confirm", proposed);
        var stillProposed = (await Coordinator.Propose(job, Slot(_day, Morning))).Granted();
        var untouched = await Coordinator.GetJob(job);
        var allowed = await Coordinator.Visit("confirm", stillProposed, new() { ["allow_conflict"] = true });
        var createdAllowed = await Coordinator.Post(JobsApi.Path, Create(new(dates) { ["allow_conflict"] = true }));
        var byContractor = await _gas.Visit("confirm", proposed, new() { ["allow_conflict"] = true });

        Assert.Multiple(() =>
        {
            foreach (var answer in new[] { created, updated, scheduled, confirmed })
            {
                Assert.That((answer.Status, answer.Error), Is.EqualTo((409, refusal)));
            }

            Assert.That(untouched.Text("date_works_start_date"), Is.Null);
            Assert.That(stillProposed.GetProperty("warnings")[0].GetString(), Is.EqualTo($"{_firm} is booked on {other.Text("job_ref")} on {Day(_day)} (Morning)."), "VIS-5: a proposal only warns");
            Assert.That((allowed.Status, Warnings(allowed.Data.GetProperty("job")).Length), Is.EqualTo((200, 1)));
            Assert.That((createdAllowed.Status, Warnings(createdAllowed.Data).Count(text => text.Contains("is booked on"))), Is.EqualTo((200, 2)));
            Assert.That(byContractor.Status, Is.AnyOf(403, 409));
        });
    }

    [Test]
    public async Task UPD_4_the_calendar_of_the_next_contractor_is_asked_when_they_get_the_job()
    {
        var (other, job) = (await Accepted(firm: 1), await Accepted());
        await Coordinator.Schedule(other, Day(_day), new() { ["time_range_id"] = Morning });
        await Coordinator.Schedule(job, Day(_day), new() { ["time_range_id"] = Morning });
        await Installation.Set("jobs.double_booking", "\"refuse\"");
        Dictionary<string, object?> handOver = new() { ["contractor_id"] = Demo.Contractors[1] };

        var refused = await Coordinator.Change(job, handOver);
        var allowed = await Coordinator.UpdateJob(job, new(handOver) { ["allow_conflict"] = true });

        Assert.That((refused.Status, refused.Error), Is.EqualTo((409, $"{other.Text("contractor_name")} is already booked on {other.Text("job_ref")} on {Day(_day)} (Morning)")));
        Assert.That((allowed.Text("date_works_start_date"), Warnings(allowed)[0]), Is.EqualTo((Day(_day), $"{other.Text("contractor_name")} is booked on {other.Text("job_ref")} on {Day(_day)} (Morning).")));
    }

    [Test]
    public async Task Off_says_nothing()
    {
        var (other, job) = (await Accepted(), await Accepted());
        await Coordinator.Schedule(other, Day(_day), new() { ["time_range_id"] = Morning });
        await Installation.Set("jobs.double_booking", "\"off\"");

        Assert.That(Warnings(await Coordinator.Schedule(job, Day(_day), new() { ["time_range_id"] = Morning })), Is.Empty);
        Assert.That(Warnings((await Coordinator.Propose(job, Slot(_day, Morning))).Granted()), Is.Empty);
    }

    [Test]
    public async Task CAL_6_a_job_that_the_caller_does_not_see_is_not_named()
    {
        var south = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[2]));
        await Coordinator.UpdateJob(south, new() { ["agent_id"] = Demo.Accounts["agent.south"], ["contractor_id"] = Demo.Contractors[0], ["accepted"] = true });
        await Coordinator.UpdateJob(south, new() { ["tenants_ids"] = Array.Empty<long>(), ["date_works_start_date"] = Day(_day), ["time_range_id"] = Morning });
        var job = await Accepted();
        var proposed = (await _agent.Propose(job, Slot(_day, Morning))).Granted();
        var hidden = await _agent.Get($"{JobsApi.Path}?action=get&uuid={south.Text("uuid")}");
        await Installation.Set("jobs.double_booking", "\"refuse\"");
        var byTenant = await _tenant.Visit("confirm", proposed);
        var byAgent = await _agent.Step(job, "schedule", new() { ["date_works_start_date"] = Day(_day), ["time_range_id"] = Morning });

        Assert.Multiple(() =>
        {
            Assert.That(hidden.Status, Is.EqualTo(404));
            Assert.That(Warnings(proposed), Is.EqualTo(new[] { $"{_firm} is booked on another job on {Day(_day)} (Morning)." }));
            Assert.That((byTenant.Status, byTenant.Error), Is.EqualTo((409, $"{_firm} is already booked on another job on {Day(_day)} (Morning)")));
            Assert.That((byAgent.Status, byAgent.Error), Is.EqualTo((409, $"{_firm} is already booked on another job on {Day(_day)} (Morning)")));
        });
    }

    [Test]
    public async Task CAL_4_of_two_requests_at_one_moment_one_succeeds()
    {
        await Installation.Set("jobs.double_booking", "\"refuse\"");
        ApiUser[] users = [Coordinator, _director, _agent, _gas];
        for (var round = 0; round < 5; round++)
        {
            var jobs = new[] { await Accepted(), await Accepted(), await Accepted(), await Accepted() };
            var day = Day(_day + 30 + round);

            var answers = await Task.WhenAll(users.Zip(jobs).Select(pair =>
                pair.First.Step(pair.Second, "schedule", new() { ["date_works_start_date"] = day, ["time_range_id"] = Morning })));

            Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 200, 409, 409, 409 }), $"round {round}");
        }
    }

    private static string[] Warnings(JsonElement answer) => [.. answer.GetProperty("warnings").EnumerateArray().Select(text => text.GetString()!)];

    private Dictionary<string, object?> Create(Dictionary<string, object?> more) => new(more)
    {
        ["action"] = "create", ["job_title"] = "Another one", ["job_description"] = "x", ["priority_id"] = 2, ["status_id"] = 1, ["job_type_id"] = 12,
        ["address_id"] = Demo.Addresses[0], ["contractor_id"] = Demo.Contractors[0],
    };

    /// <summary>A job of the north at the tenant's address, accepted by a firm.</summary>
    private async Task<JsonElement> Accepted(int firm = 0)
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        return await Coordinator.UpdateJob(job, new() { ["agent_id"] = Demo.Accounts["agent.north"], ["contractor_id"] = Demo.Contractors[firm], ["accepted"] = true });
    }
}
