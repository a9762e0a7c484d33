using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Persistence;
using PropOps.Domain.Directory;
using PropOps.Domain.Organisation;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.ApiTests.Jobs;

/// <summary>search of jobs.manage.list: the same rows on both databases (LIST-5, SEARCH-2, SEARCH-5, SEARCH-G9, SEARCH-G10, SEARCH-G12).</summary>
public sealed class JobSearchTests(Column column) : JobsTest(column)
{
    private readonly Dictionary<string, string> _jobs = [];

    protected override async Task Arrange()
    {
        await base.Arrange();
        var people = await AddPeople();
        await Create("service", "Boiler Service - Unit 001", "Annual check");
        await Create("words", "Zażółć gęślą jaźń", "<p>Behind <strong>St. Mary's</strong> &amp; the Xylophone</p>");
        await Create("place", "Plain", "Plain", new() { ["address_id"] = people.Address, ["agent_id"] = Demo.Accounts["agent.north"] });
        await Create("people", "Plain", "Plain", new() { ["contractor_id"] = people.Contractor, ["tenants_ids"] = new[] { people.Tenant } });
    }

    [TestCase("boil serv", "service")]
    [TestCase("SERVICE unit 001", "service")]
    [TestCase("annual service", "service")]
    [TestCase("oiler service 001", "")]
    [TestCase("service 001 nonsense", "")]
    [TestCase("zazołc GESLA", "words")]
    [TestCase("st marys xylo", "words")]
    [TestCase("St. Mary’s", "words")]
    [TestCase("strong xylophone", "")]
    [TestCase("quaintham", "place")]
    [TestCase("7 quintessence qx9", "place")]
    [TestCase("smythe-vander", "people")]
    [TestCase("ODowd Vanderbilt", "people")]
    [TestCase("o'dow plain", "people")]
    [TestCase("mythe", "")]
    [TestCase("vanderbiltxyz", "")]
    [TestCase("muller plain", "people")]
    public async Task A_job_is_found_by_beginnings_of_all_words(string search, string expected)
    {
        var found = await Found(Coordinator, search);
        Assert.That(found, Is.EquivalentTo(expected.Length == 0 ? [] : new[] { _jobs[expected] }));
    }

    [Test]
    public async Task A_whole_reference_stands_first_where_no_sort_is_asked_for()
    {
        var reference = (await Job("service")).Text("job_ref")!;
        await Create("mentions", $"See {reference}", "Again");

        var found = await Found(Coordinator, reference.ToLowerInvariant());
        Assert.That(found, Is.EqualTo(new[] { _jobs["service"], _jobs["mentions"] }));
        Assert.That(await Found(Coordinator, reference, "&sort_by=created_at"), Is.EqualTo(new[] { _jobs["mentions"], _jobs["service"] }));
    }

    [Test]
    public async Task A_change_is_found_by_the_next_request_and_the_old_text_is_not()
    {
        await Create("changing", "Wobbly banister", "Loose");
        var job = await Job("changing");

        await Coordinator.UpdateJob(job, new() { ["job_title"] = "Creaking staircase" });

        Assert.That(await Found(Coordinator, "banister"), Is.Empty);
        Assert.That(await Found(Coordinator, "creak"), Is.EqualTo(new[] { _jobs["changing"] }));

        await Coordinator.Post(JobsApi.Path, new { action = "delete", uuid = _jobs["changing"] });
        Assert.That(await Found(Coordinator, "creak"), Is.Empty);
    }

    [Test]
    public async Task Nothing_is_found_that_the_caller_does_not_see()
    {
        var south = await SignIn("agent.south");
        var north = await SignIn("agent.north");
        Assert.That(await Found(north, "quintessence"), Is.EqualTo(new[] { _jobs["place"] }));
        Assert.That(await Found(south, "quintessence"), Is.Empty, "of another branch");
        var tenant = await SignIn("tenant");
        var own = (await tenant.Get($"{JobsApi.Path}?archived=all&limit=200")).Data.EnumerateArray().First();
        var name = await NameOfTenant(own.Text("uuid")!);
        Assert.That(await Found(Coordinator, name, "&archived=all&limit=200"), Does.Contain(own.Text("uuid")));
        Assert.That(await Found(tenant, name, "&archived=all"), Is.Empty, "by a name that is hidden from tenants");
    }

    [TestCase("!!")]
    [TestCase("x")]
    [TestCase("%27%22")]
    public async Task A_search_without_a_word_names_the_parameter(string search)
    {
        var answer = await Coordinator.Get($"{JobsApi.Path}?search={search}");
        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, "search")));
    }

    [TestCase("boil* OR \"service")]
    [TestCase("NEAR(boiler service, 2) -unit ^a {terms}: b")]
    [TestCase("'boiler' & !unit | <-> :*")]
    [TestCase("100% _oiler \\ ; DROP TABLE jobs_search")]
    [TestCase("🔧 boiler 🔧")]
    [TestCase("¤Tenant1")]
    [TestCase("a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a")]
    public async Task The_languages_of_the_databases_mean_nothing(string search)
    {
        var answer = await Coordinator.Get($"{JobsApi.Path}?search={Uri.EscapeDataString(search)}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
    }

    [Test]
    public async Task SEARCH_G10_the_index_holds_no_name()
    {
        var stored = await EverythingStored();
        Assert.That(stored.Contains("Boiler Service - Unit 001", StringComparison.Ordinal), "the reader of this test sees what is plain");
        foreach (var name in new[] { "Vanderbilt", "vanderbilt", "Smythe", "smythe", "Siobh", "siobhan", "muller" })
        {
            Assert.That(stored.Contains(name, StringComparison.Ordinal), Is.False, name);
        }
    }

    private async Task Create(string name, string title, string description, Dictionary<string, object?>? more = null)
    {
        var job = new Dictionary<string, object?>
        {
            ["action"] = "create", ["job_title"] = title, ["job_description"] = description, ["priority_id"] = 2, ["status_id"] = 1, ["job_type_id"] = 3,
            ["address_id"] = Demo.Addresses[0], ["tenants_ids"] = Array.Empty<long>(),
        };
        foreach (var (field, value) in more ?? [])
        {
            job[field] = value;
        }

        _jobs[name] = (await Coordinator.CreateJob(job)).Text("uuid")!;
    }

    private async Task<JsonElement> Job(string name) => (await Coordinator.Get($"{JobsApi.Path}?action=get&uuid={_jobs[name]}")).Data;

    private static async Task<string[]> Found(ApiUser user, string search, string more = "")
    {
        var answer = await user.Get($"{JobsApi.Path}?search={Uri.EscapeDataString(search)}{more}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return [.. answer.Data.EnumerateArray().Select(job => job.Text("uuid")!)];
    }

    private async Task<(long Address, long Contractor, long Tenant)> AddPeople()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var at = DateTimeOffset.UtcNow;
        var branch = await db.Set<Branch>().OrderBy(row => row.Id).Select(row => row.Id).FirstAsync();
        return await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            () =>
            {
                var address = new Address("7 Quintessence Row", null, "Quaintham", "QX9 9QX", null, branch, at);
                var contractor = new Contractor("Zebulon", "Smythe-Vanderbilt", null, null, null, [], at);
                var tenant = new Tenant("Siobhán O’Dowd Müller", null, null, null, null, at);
                db.AddRange(address, contractor, tenant);
                return Task.FromResult((address.Id, contractor.Id, tenant.Id));
            },
            CancellationToken.None);
    }

    private async Task<string> NameOfTenant(string job)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var tenants = await db.Set<Job>().Where(row => row.Uuid == Guid.Parse(job)).Select(row => row.TenantIds).SingleAsync();
        return await db.Set<Tenant>().Where(row => row.Id == tenants[0]).Select(row => row.Name).SingleAsync();
    }

    /// <summary>The bytes of the SQLite file, or every row of the tables that a search reads.</summary>
    private async Task<string> EverythingStored()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        if (Column == Column.Sqlite)
        {
            var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
            var bytes = new[] { file, $"{file}-wal" }.SelectMany(path =>
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                return copy.ToArray();
            });
            return Encoding.UTF8.GetString([.. bytes]);
        }

        var rows = await db.Database.SqlQuery<string>(
            $"SELECT row AS \"Value\" FROM (SELECT s::text AS row FROM jobs_search s UNION ALL SELECT t::text FROM core_name_tokens t UNION ALL SELECT j::text FROM jobs_jobs j) AS rows").ToListAsync();
        return string.Join('\n', rows);
    }
}
