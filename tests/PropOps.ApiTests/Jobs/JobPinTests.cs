using System.Text.Json;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

/// <summary>Jobs that somebody keeps at hand.</summary>
public sealed class JobPinTests(Column column) : JobsTest(column)
{
    private const string Path = "/api/jobs/toggle-pin";
    private ApiUser _agentNorth = null!;

    protected override async Task Arrange()
    {
        await base.Arrange();
        _agentNorth = await SignIn("agent.north");
    }

    [Test]
    public async Task A_pin_is_its_owners_alone_and_changes_nothing_of_the_job()
    {
        var job = await NewJob();

        var pinned = await Toggle(Coordinator, job);
        var (mine, theirs) = (await Coordinator.GetJob(job), await _agentNorth.GetJob(job));
        var unpinned = await Toggle(Coordinator, job);

        Assert.Multiple(() =>
        {
            Assert.That((pinned.Status, pinned.Body.GetProperty("is_pinned").GetBoolean(), pinned.Data.Text("job_uuid")), Is.EqualTo((200, true, job.Text("uuid"))));
            Assert.That((mine.Text("is_pinned"), theirs.Text("is_pinned")), Is.EqualTo(("True", "False")));
            Assert.That((mine.Text("version"), mine.Text("updated_at")), Is.EqualTo((job.Text("version"), job.Text("updated_at"))));
            Assert.That(unpinned.Data.GetProperty("is_pinned").GetBoolean(), Is.False);
        });
    }

    [Test]
    public async Task Clicks_at_the_same_moment_leave_one_clear_state()
    {
        var job = await NewJob();
        var users = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
            new ApiUser(Http, Coordinator.Token, (await Coordinator.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!)));

        var answers = await Task.WhenAll(users.Select(user => Toggle(user, job)));

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
        Assert.That(answers.Count(answer => answer.Data.GetProperty("is_pinned").GetBoolean()), Is.EqualTo(3));
        Assert.That((await Coordinator.GetJob(job)).Text("is_pinned"), Is.EqualTo("False"));
    }

    [Test]
    public async Task What_is_not_visible_cannot_be_pinned()
    {
        var south = await SignIn("agent.south");
        Assert.That((await Toggle(south, await NewJob())).Error, Is.EqualTo("Job not found"));
    }

    [Test]
    public async Task Pins_go_with_their_job()
    {
        var job = await NewJob();
        await Toggle(_agentNorth, job);

        var preview = await Coordinator.Get($"{JobsApi.Path}?action=preview_delete&uuid={job.Text("uuid")}");
        var deleted = await Coordinator.Post(JobsApi.Path, new { action = "delete", uuid = job.Text("uuid") });

        Assert.That((preview.Data.GetProperty("counts").GetProperty("pins").GetInt32(), deleted.Status), Is.EqualTo((1, 200)));
    }

    [Test]
    public async Task Two_hundred_are_enough()
    {
        var director = await SignIn("director");
        var jobs = (await director.Get($"{JobsApi.Path}?archived=all&limit=200")).Data.EnumerateArray().Append(await NewJob()).ToList();
        foreach (var job in jobs[..200])
        {
            await Toggle(director, job);
        }

        var refused = await Toggle(director, jobs[200]);
        Assert.That((refused.Status, refused.Error), Is.EqualTo((409, "You can pin at most 200 jobs")));
    }

    private static Task<ApiAnswer> Toggle(ApiUser user, JsonElement job) => user.Post(Path, new { job_uuid = job.Text("uuid") });

    private Task<JsonElement> NewJob() => Coordinator.CreateJob(new
    {
        job_title = "Pin me", job_description = "x", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[0], agent_id = Demo.Accounts["agent.north"],
    });
}
