using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

/// <summary>Who can be picked in the filters of the list of jobs.</summary>
public sealed class JobPickerTests(Column column) : JobsTest(column)
{
    private static readonly string[] Pickers = ["get_creators", "get_job_agents", "get_job_contractors", "get_job_clients"];

    [Test]
    [ProvesParameters("jobs.manage.get_creators", "search", "limit", "offset")]
    [ProvesParameters("jobs.manage.get_job_agents", "search", "limit", "offset")]
    [ProvesParameters("jobs.manage.get_job_contractors", "search", "limit", "offset")]
    [ProvesParameters("jobs.manage.get_job_clients", "search", "limit", "offset")]
    public async Task People_come_by_name_narrowed_and_paged([ValueSource(nameof(Pickers))] string picker)
    {
        var all = await Names(Coordinator, picker);
        var last = all[^1];

        Assert.That(all, Has.Length.GreaterThan(1).And.Ordered.Using((IComparer<string>)StringComparer.OrdinalIgnoreCase).And.Unique);
        Assert.That(await Names(Coordinator, picker, "&limit=1"), Is.EqualTo(all[..1]));
        Assert.That(await Names(Coordinator, picker, "&offset=1"), Is.EqualTo(all[1..]));
        Assert.That(await Names(Coordinator, picker, $"&search={Uri.EscapeDataString(last[1..].ToUpperInvariant())}"), Does.Contain(last).And.Not.Contains(all[0]));
    }

    [TestCase("get_creators", "created_by")]
    [TestCase("get_job_agents", "agent_id")]
    [TestCase("get_job_contractors", "contractor_id")]
    [TestCase("get_job_clients", "landlord_id")]
    public async Task Whoever_is_picked_has_a_job_in_the_list(string picker, string filter)
    {
        foreach (var person in (await Coordinator.Get($"{JobsApi.Path}?action={picker}")).Data.EnumerateArray())
        {
            var listed = await Coordinator.Get($"{JobsApi.Path}?limit=1&archived=all&{filter}={person.Text("ID")}");
            Assert.That(listed.Body.GetProperty("count").GetInt32(), Is.EqualTo(1), person.ToString());
        }
    }

    [Test]
    public async Task Nobody_is_offered_who_is_on_none_of_the_callers_jobs()
    {
        var south = await SignIn("agent.south");
        var gas = await SignIn("gas");
        var landlord = await SignIn("landlord");

        Assert.That(await Names(south, "get_job_agents"), Has.Length.EqualTo(1));
        Assert.That(await Names(gas, "get_job_contractors"), Has.Length.EqualTo(1));
        Assert.That(await Names(landlord, "get_job_clients"), Has.Length.EqualTo(1));
        Assert.That((await gas.Get($"{JobsApi.Path}?action=get_job_clients")).Status, Is.EqualTo(403));
        Assert.That((await Coordinator.Get($"{JobsApi.Path}?action=get_creators")).Data.EnumerateArray().Select(creator => creator.Text("account_type")), Does.Contain("Staff").And.Contain("Agent"));
    }

    private static async Task<string[]> Names(ApiUser user, string picker, string more = "")
    {
        var answer = await user.Get($"{JobsApi.Path}?action={picker}{more}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return [.. answer.Data.EnumerateArray().Select(person => person.Text("name")!)];
    }
}
