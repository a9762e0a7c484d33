using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.ApiTests.Jobs;

/// <summary>What each parameter of the lists of jobs lets through, and what it keeps out (LIST-1 to LIST-4).</summary>
public sealed class JobFilterTests(Column column) : JobsTest(column)
{
    private readonly Dictionary<string, JsonElement> _jobs = [];
    private readonly Dictionary<string, string> _values = [];
    private ApiUser _director = null!;

    /// <summary>Jobs that differ in everything a list can ask for.</summary>
    protected override async Task Arrange()
    {
        await base.Arrange();
        _director = await SignIn("director");
        _values["start"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        _values["today"] = DateTime.UtcNow.ToString("yyyy-MM-dd");
        await Create(Coordinator, "given", 30, new()
        {
            ["job_title"] = "Xylograph repair", ["priority_id"] = 4, ["job_type_id"] = 12, ["tag_ids"] = new[] { 1, 5 }, ["agent_id"] = Demo.Accounts["agent.south"], ["status_id"] = 3,
            ["contractor_id"] = Demo.Contractors[1], ["cost_code"] = "F-77", ["external_ref"] = "FILTER-1", ["date_works_start_date"] = "2027-03-02",
        });
        await Create(_director, "bare", 31, new()
        {
            ["agent_id"] = Demo.Accounts["agent.north"], ["owner_id"] = Demo.Accounts["finance"], ["cost_code"] = "f-77", ["external_ref"] = "filter-1",
        });
        await Create(Coordinator, "early", 32, new() { ["date_works_start_date"] = "2027-03-01" });
        await Create(Coordinator, "done", 33, new() { ["status_id"] = 3, ["contractor_id"] = Demo.Contractors[2] });
        await Coordinator.Do(_jobs["done"], "complete", new() { ["work_done"] = "All of it" });
        await Create(Coordinator, "archived", 34, []);
        await Coordinator.Do(_jobs["archived"], "cancel", new() { ["reason"] = "Not needed" });
        await Coordinator.Post(JobsApi.Path, new { action = "archive", uuid = _jobs["archived"].Text("uuid") });
        await Create(Coordinator, "a", 35, new() { ["job_title"] = "Aaa", ["cost_code"] = "SORT" });
        await Create(Coordinator, "z", 35, new() { ["job_title"] = "Zzz", ["cost_code"] = "SORT" });
        await Coordinator.Post("/api/jobs/toggle-pin", new { job_uuid = _jobs["given"].Text("uuid") });
        await _director.Post("/api/jobs/toggle-pin", new { job_uuid = _jobs["bare"].Text("uuid") });
        await TakeFromDemo();
    }

    [TestCase("search", "search=xylo", "given", "bare")]
    [TestCase("status_id", "status_id=3,4", "given", "bare")]
    [TestCase("priority_id", "priority_id=3&priority_id=4", "given", "bare")]
    [TestCase("agent_id", "agent_id={agent.south}", "given", "bare")]
    [TestCase("contractor_id", "contractor_id={contractor}", "given", "done")]
    [TestCase("created_by", "created_by={director}", "bare", "given")]
    [TestCase("stage", "stage=closed,assigned", "given", "bare")]
    [TestCase("open", "open=true", "bare", "done")]
    [TestCase("open", "open=0", "done", "bare")]
    [TestCase("job_type_id", "job_type_id=12", "given", "bare")]
    [TestCase("branch_id", "branch_id={branch of given}", "given", "bare")]
    [TestCase("owner_id", "owner_id={finance}", "bare", "given")]
    [TestCase("tenant_id", "tenant_id={tenant}", "given", "bare")]
    [TestCase("landlord_id", "landlord_id={landlord of given}", "given", "bare")]
    [TestCase("landlord_id", "landlord_id={landlord of bare}", "bare", "given")]
    [TestCase("address_id", "address_id={address}", "given", "bare")]
    [TestCase("cost_code", "cost_code=F-77", "given", "bare")]
    [TestCase("external_ref", "external_ref=FILTER-1", "given", "bare")]
    [TestCase("tag_id", "tag_id=9,5", "given", "bare")]
    [TestCase("created_from", "created_from={today}", "given", "old")]
    [TestCase("created_to", "created_to={day of old}", "old", "given")]
    [TestCase("works_from", "works_from=2027-03-02", "given", "early")]
    [TestCase("works_to", "works_to=2027-03-01", "early", "given")]
    [TestCase("completed_from", "completed_from={today}", "done", "done long ago")]
    [TestCase("completed_to", "completed_to={day of done long ago}", "done long ago", "done")]
    [TestCase("unassigned", "unassigned=true", "bare", "given")]
    [TestCase("unassigned", "unassigned=false", "given", "bare")]
    [TestCase("assignment_state", "assignment_state=accepted", "given", "bare")]
    [TestCase("unscheduled", "unscheduled=true", "bare", "early")]
    [TestCase("unscheduled", "unscheduled=false", "early", "bare")]
    [TestCase("archived", "archived=true", "archived", "bare")]
    [TestCase("archived", "archived=false", "bare", "archived")]
    [TestCase("pinned", "pinned=true", "given", "bare")]
    [TestCase("pinned", "pinned=false", "bare", "given")]
    [TestCase("updated_since", "updated_since={start}", "given", "old")]
    [TestCase("sort_by", "cost_code=SORT&limit=1&sort_by=title&sort_order=asc", "a", "z")]
    [TestCase("sort_order", "cost_code=SORT&limit=1&sort_by=title&sort_order=desc", "z", "a")]
    [TestCase("limit", "cost_code=SORT&limit=1", "z", "a")]
    [TestCase("offset", "cost_code=SORT&offset=1&limit=1", "a", "z")]
    [ProvesParameters("jobs.manage.list")]
    public async Task A_parameter_lets_one_job_through_and_not_the_other(string parameter, string query, string matching, string other)
    {
        Assert.That(query, Does.Contain(parameter));
        var listed = await Listed(Regex.Replace(query, @"\{([^}]+)\}", name => _values[name.Groups[1].Value]));

        Assert.That((listed.Contains(_jobs[matching].Text("uuid")!), listed.Contains(_jobs[other].Text("uuid")!)), Is.EqualTo((true, false)));
    }

    [TestCase("gas", "tenant_id")]
    [TestCase("gas", "cost_code")]
    [TestCase("landlord", "tenant_id")]
    [TestCase("tenant", "owner_id")]
    [TestCase("tenant", "cost_code")]
    public async Task API_8_a_filter_on_what_is_hidden_from_the_account_type_is_refused_by_its_name(string name, string filter)
    {
        var answer = await (await SignIn(name)).Get($"{JobsApi.Path}?{filter}=1");

        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, filter)), answer.Body.ToString());
    }

    [Test]
    [ProvesParameters("jobs.manage.list", "include_total")]
    [ProvesParameters("jobs.manage.list_commits", "include_total")]
    public async Task The_total_is_told_where_it_is_asked_for([Values("cost_code=SORT", "action=list_commits&uuid={done}")] string query)
    {
        query = query.Replace("{done}", _jobs["done"].Text("uuid"), StringComparison.Ordinal);
        var told = await Coordinator.Get($"{JobsApi.Path}?{query}&limit=1&include_total=true");
        var untold = await Coordinator.Get($"{JobsApi.Path}?{query}&limit=1");

        Assert.That((told.Body.GetProperty("count").GetInt32(), told.Body.GetProperty("total").GetInt32()), Is.EqualTo((1, 2)));
        Assert.That(untold.Body.TryGetProperty("total", out _), Is.False);
    }

    [TestCase("uuid", "", new[] { 2, 1 })]
    [TestCase("field", "&field=status_id", new[] { 2, 1 })]
    [TestCase("field", "&field=completed_at", new[] { 2 })]
    [TestCase("limit", "&limit=1", new[] { 2 })]
    [TestCase("offset", "&offset=1", new[] { 1 })]
    [TestCase("updated_since", "&updated_since={completed}", new[] { 2 })]
    [ProvesParameters("jobs.manage.list_commits")]
    public async Task A_parameter_chooses_commits(string parameter, string query, int[] numbers)
    {
        var job = await Coordinator.GetJob(_jobs["done"]);
        Assert.That($"uuid{query}", Does.Contain(parameter));
        var answer = await Coordinator.Get(
            $"{JobsApi.Path}?action=list_commits&uuid={job.Text("uuid")}{query.Replace("{completed}", job.GetProperty("updated_at").GetString(), StringComparison.Ordinal)}");

        Assert.That(answer.Data.EnumerateArray().Select(commit => commit.GetProperty("number").GetInt32()), Is.EqualTo(numbers));
    }

    private async Task Create(ApiUser user, string name, int address, Dictionary<string, object?> more)
    {
        var job = new Dictionary<string, object?>
        {
            ["job_title"] = name, ["job_description"] = "x", ["priority_id"] = 1, ["status_id"] = 1, ["job_type_id"] = 1, ["address_id"] = Demo.Addresses[address],
        };
        foreach (var (field, value) in more)
        {
            job[field] = value;
        }

        _jobs[name] = await user.CreateJob(job);
    }

    /// <summary>Two jobs of long ago, and the ids behind the words of the queries.</summary>
    private async Task TakeFromDemo()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var old = await db.Set<Job>().Where(job => job.Status != JobStatus.Archived).OrderBy(job => job.Id).FirstAsync();
        var doneLongAgo = await db.Set<Job>().Where(job => job.Status == JobStatus.Completed || job.Status == JobStatus.Closed).OrderBy(job => job.CompletedAt).FirstAsync();
        foreach (var (name, job, day) in new[] { ("old", old, old.CreatedAt), ("done long ago", doneLongAgo, doneLongAgo.CompletedAt!.Value) })
        {
            _jobs[name] = JsonSerializer.SerializeToElement(new { uuid = job.Uuid });
            _values[$"day of {name}"] = day.AddDays(1).ToString("yyyy-MM-dd");
        }

        foreach (var account in new[] { "agent.south", "director", "finance" })
        {
            _values[account] = $"{Demo.Accounts[account]}";
        }

        _values["contractor"] = $"{Demo.Contractors[1]}";
        _values["tenant"] = $"{Demo.Tenants[30]}";
        _values["address"] = $"{Demo.Addresses[30]}";
        _values["branch of given"] = _jobs["given"].Text("branch_id")!;
        _values["landlord of given"] = $"{Demo.Landlords[30]}";
        _values["landlord of bare"] = $"{Demo.Landlords[31]}";
    }

    private async Task<HashSet<string>> Listed(string query)
    {
        var listed = new HashSet<string>();
        ApiAnswer page;
        do
        {
            var more = query.Contains("limit=", StringComparison.Ordinal) ? "" : $"&limit=200&offset={listed.Count}";
            page = await Coordinator.Get($"{JobsApi.Path}?{query}{more}");
            Assert.That(page.Status, Is.EqualTo(200), page.Body.ToString());
            listed.UnionWith(page.Data.EnumerateArray().Select(job => job.Text("uuid")!));
        }
        while (page.Body.GetProperty("count").GetInt32() == 200);

        return listed;
    }
}
