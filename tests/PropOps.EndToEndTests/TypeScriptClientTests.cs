using System.Text.Json.Nodes;

namespace PropOps.EndToEndTests;

/// <summary>The npm package as whoever installs it finds it.</summary>
public sealed class TypeScriptClientTests
{
    private ClientProject _project = null!;

    [OneTimeSetUp]
    public async Task Install() => _project = await ClientProject.Create();

    [OneTimeTearDown]
    public void Remove() => _project.Dispose();

    [Test]
    public async Task What_the_api_does_not_take_does_not_compile() => await _project.Compile("typing.ts");

    [Test]
    public async Task A_job_lives_from_its_raising_to_the_archive()
    {
        using var data = new DataFolder();
        using var product = await Product.Run(data);
        await _project.Compile("story.ts");

        var story = JsonNode.Parse(await Tool.Run(_project.Folder, "node", "story.js", product.Url.ToString()));

        var expected = JsonNode.Parse("""
            {
              "raised": "Boiler repair", "parallel": 8, "csrf_requests": 1,
              "offered": ["offered", "A-1"], "too_early": [409, "conflict"], "accepted": "accepted", "access": [null, "Key safe 1234", null], "cleared": [null, "Green Heating"],
              "proposed": ["proposed", ["Morning", "Afternoon"]], "booked": ["confirmed", "agency", "contractor", true, "Afternoon"],
              "started": "In Progress", "visited": "done", "completed": ["Completed", "Replaced the pump."], "not_theirs": [403, "permission_denied"],
              "closed": "Closed", "agent": ["closed", 1.5, "Key safe 1234"], "archived": ["Archived", 409, "conflict"],
              "history": ["Open", "Assigned", "In Progress", "Completed", "Closed", "Archived"],
              "page": [3, 3, true], "file": ["jobs.csv", "text/csv; charset=utf-8", true],
              "invalid": [400, "invalid_parameter", "job_title", ["job_title", "job_description"], "string"],
              "unseen": [404, "not_found"], "once": true,
              "avatar": [true, "image/png", "avatar.png", true, null], "banner": ["dark", true], "no_picture": [415, "unsupported_media_type"],
              "cancelled": "nobody waits", "ended": [401, "authentication_required"]
            }
            """);
        Assert.That(JsonNode.DeepEquals(story, expected), Is.True, story!.ToJsonString());
    }

    [Test]
    public async Task A_second_factor_and_a_programs_own_token_work_with_the_client_alone()
    {
        using var data = new DataFolder();
        using var product = await Product.Run(data);
        await _project.Compile("proofs.ts");

        var told = JsonNode.Parse(await Tool.Run(_project.Folder, "node", "proofs.js", product.Url.ToString()));

        var expected = JsonNode.Parse("""
            {
              "gates": ["second_factor_required"], "before": [403, "second_factor_required"], "passed": true, "after": 1,
              "at_once": [], "raised": "Boiler repair", "csrf_requests": 0,
              "secured": [403, "permission_denied"], "revoked": [401, "authentication_required"]
            }
            """);
        Assert.That(JsonNode.DeepEquals(told, expected), Is.True, told!.ToJsonString());
    }

    /// <summary>Waiting, repetition, tokens and cancelling, against an API that answers as it is told.</summary>
    [Test]
    public Task It_copes_with_an_api_that_does_not_simply_answer() =>
        Tool.Run(Tool.Repository, "node", "tests/PropOps.EndToEndTests/Client/connection.test.mjs", _project.Package);

    [Test]
    public async Task A_bundle_with_one_operation_is_small()
    {
        var sizes = await Tool.Run(Tool.Repository, "node", "build/typescript-client/size.mjs", _project.Package);
        TestContext.Out.WriteLine(sizes);
        Assert.That(sizes, Does.Contain("one operation:"));
    }

    [Test]
    public async Task A_page_of_another_origin_works_with_the_visitors_session_in_two_tabs()
    {
        await using var site = await ForeignSite.Start(_project.Package);
        using var data = new DataFolder();
        using var product = await Product.Run(data, ("Cors__Origins", $"https://app.example.org,{site.Origin}"));
        await using var browser = await Browser.Start();
        var visitor = await browser.Visitor(product.Url);
        var page = await site.Open(visitor, product);
        var tab = await site.Open(visitor, product);

        Assert.That(await page.EvaluateAsync<bool>("async () => (await signIn('coordinator')).token === undefined && document.cookie === ''"), Is.True);
        const string raiseFour = "async () => (await Promise.all([1, 2, 3, 4].map(number => raise(`Job ${number}`)))).map(job => job.uuid)";
        var raised = await Task.WhenAll(page.EvaluateAsync<string[]>(raiseFour), tab.EvaluateAsync<string[]>(raiseFour));
        Assert.That(raised.SelectMany(uuids => uuids).Distinct().Count(), Is.EqualTo(8));
        Assert.That(browser.Complaints, Is.Empty);

        // The other tab still has tokens of the session that has ended.
        await page.EvaluateAsync("() => propops.auth.logout.ownSession()");
        Assert.That(await page.EvaluateAsync<string>("() => propops.auth.session.get().catch(error => error.code)"), Is.EqualTo("authentication_required"), "refusals are for its eyes as well");
        await page.EvaluateAsync("() => signIn('director')");
        Assert.That(await tab.EvaluateAsync<string>("async () => (await raise('As somebody else')).created_by_name"), Is.EqualTo(await page.EvaluateAsync<string>("async () => (await propops.auth.session.get()).user.name")));
    }

    [Test]
    public async Task A_page_of_an_origin_that_is_not_named_gets_nothing()
    {
        await using var site = await ForeignSite.Start(_project.Package);
        using var data = new DataFolder();
        using var product = await Product.Run(data, ("Cors__Origins", "https://app.example.org"));
        await using var browser = await Browser.Start();
        var page = await site.Open(await browser.Visitor(product.Url), product);

        Assert.That(await page.EvaluateAsync<string>("() => signIn('coordinator').catch(error => error.code)"), Is.EqualTo("network_error"));
    }
}
