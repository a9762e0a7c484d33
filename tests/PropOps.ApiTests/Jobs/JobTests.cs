using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

public sealed class JobTests(Column column) : JobsTest(column)
{
    private ApiUser _agentNorth = null!;
    private ApiUser _agentSouth = null!;
    private ApiUser _gas = null!;
    private ApiUser _plumber = null!;
    private ApiUser _landlord = null!;
    private ApiUser _tenant = null!;

    protected override async Task Arrange()
    {
        await base.Arrange();
        _agentNorth = await SignIn("agent.north");
        _agentSouth = await SignIn("agent.south");
        _gas = await SignIn("gas");
        _plumber = await SignIn("plumber");
        _landlord = await SignIn("landlord");
        _tenant = await SignIn("tenant");
    }

    [Test]
    public async Task NEW_1_six_fields_make_an_open_job()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[5]));

        Assert.Multiple(() =>
        {
            Assert.That(job.GetProperty("status_name").GetString(), Is.EqualTo("Open"));
            Assert.That(job.Text("stage"), Is.EqualTo("new"));
            Assert.That(job.Text("assignment_state"), Is.EqualTo("none"));
            Assert.That(job.Text("contractor_id"), Is.Null);
            Assert.That(job.GetProperty("version").GetInt32(), Is.EqualTo(1));
            Assert.That(job.Text("job_ref"), Is.EqualTo($"JOB-{job.GetProperty("ID").GetInt64():000}"));
            Assert.That(job.Text("owner_name"), Is.Not.Null);
            Assert.That(job.GetProperty("tenants_ids").GetArrayLength(), Is.EqualTo(1), "NEW-4: the present tenants of the address");
        });
    }

    [Test]
    public async Task NEW_2_the_total_is_computed_whatever_was_sent()
    {
        var job = await Coordinator.CreateJob(new
        {
            job_title = "Boiler Service", job_description = "Annual", priority_id = 2, status_id = 1, job_type_id = 3, address_id = Demo.Addresses[6],
            contractor_id = Demo.Contractors[3], tenants_ids = Demo.Tenants[..2], job_total_budget = 250.00m, contractor_budget = 180.00m, vat_percentage = 20, total_amount = 999,
        });

        Assert.That(job.GetProperty("total_amount").GetRawText(), Is.EqualTo("216.00"));
        Assert.That(job.GetProperty("vat_amount").GetRawText(), Is.EqualTo("36.00"));
        Assert.That((job.GetProperty("status_id").GetInt32(), job.Text("assignment_state")), Is.EqualTo((1, "offered")));
    }

    [Test]
    public async Task Every_fault_of_a_create_is_named()
    {
        var answer = await Coordinator.Post(JobsApi.Path, new { action = "create", job_title = "", priority_id = "2", status_id = 1, job_type_id = 3, address_id = 1.5, contractor_budget = 1.005 });

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Body.GetProperty("errors").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()),
            Is.EquivalentTo(new[] { "job_title", "job_description", "priority_id", "address_id", "contractor_budget" }));
    }

    [TestCase("priority_id", 99, 400, "Invalid or missing required parameter: priority_id")]
    [TestCase("status_id", 4, 400, "A job cannot be created with status In Progress")]
    [TestCase("address_id", 999999, 404, "Address not found")]
    [TestCase("contractor_id", 999999, 404, "Contractor not found")]
    public async Task A_create_is_refused_with_the_contracts_words(string field, long value, int status, string error)
    {
        var body = new Dictionary<string, object?>
        {
            ["job_title"] = "T", ["job_description"] = "D", ["priority_id"] = 2, ["status_id"] = 1, ["job_type_id"] = 3, ["address_id"] = Demo.Addresses[0], [field] = value,
        };

        var answer = await Coordinator.Post(JobsApi.Path, body);

        Assert.That((answer.Status, answer.Error), Is.EqualTo((status, error)));
    }

    [Test]
    public async Task An_agent_raises_jobs_for_their_own_branch_and_never_sees_another_branchs_job()
    {
        var job = await _agentNorth.CreateJob(JobsApi.NewJob(Demo.Addresses[0]));
        var uuid = job.Text("uuid");

        var other = await _agentSouth.Get($"{JobsApi.Path}?action=get&uuid={uuid}");
        var change = await _agentSouth.Change(job, new() { ["job_title"] = "Mine now" });
        var listed = await _agentSouth.Get($"{JobsApi.Path}?branch_id={job.Text("branch_id")}&limit=200");

        Assert.Multiple(() =>
        {
            Assert.That(job.Text("branch_name"), Is.EqualTo("North"));
            Assert.That(job.GetProperty("agent_id").GetInt64(), Is.EqualTo(Demo.Accounts["agent.north"]));
            Assert.That((other.Status, other.Error), Is.EqualTo((404, "Job not found")));
            Assert.That((change.Status, change.Error), Is.EqualTo((404, "Job not found")));
            Assert.That(listed.Data.GetArrayLength(), Is.Zero);
        });
    }

    [Test]
    public async Task An_agent_cannot_name_another_branchs_agent_or_tenant()
    {
        // Addresses alternate by town: two of the north, two of the south; tenant n lives at address n.
        Dictionary<string, object?> job = new()
        {
            ["job_title"] = "T", ["job_description"] = "D", ["priority_id"] = 2, ["status_id"] = 1, ["job_type_id"] = 3, ["address_id"] = Demo.Addresses[60], ["tenants_ids"] = Array.Empty<long>(),
        };

        var tenant = await _agentNorth.Post(JobsApi.Path, new Dictionary<string, object?>(job) { ["tenants_ids"] = new[] { Demo.Tenants[63] } });
        var agent = await _agentNorth.Post(JobsApi.Path, new Dictionary<string, object?>(job) { ["agent_id"] = Demo.Accounts["agent.south"] });
        var own = await _agentNorth.Post(JobsApi.Path, new Dictionary<string, object?>(job) { ["tenants_ids"] = new[] { Demo.Tenants[60] } });

        Assert.That((tenant.Status, tenant.Error), Is.EqualTo((404, "Tenant not found")));
        Assert.That((agent.Status, agent.Error), Is.EqualTo((404, "Agent not found")));
        Assert.That(own.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task UPD_4_replacing_the_contractor_hides_the_job_from_the_first_at_once()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[7]));
        var path = $"{JobsApi.Path}?status_id=1,3&limit=200";
        await Coordinator.UpdateJob(job, new() { ["contractor_id"] = Demo.Contractors[0] });
        var seenByGas = Refs(await _gas.Get(path));

        var given = await Coordinator.UpdateJob(job, new() { ["contractor_id"] = Demo.Contractors[1], ["accepted"] = true });

        Assert.Multiple(async () =>
        {
            Assert.That(seenByGas, Does.Contain(job.Text("job_ref")));
            Assert.That(Refs(await _gas.Get(path)), Does.Not.Contain(job.Text("job_ref")));
            Assert.That(Refs(await _plumber.Get(path)), Does.Contain(job.Text("job_ref")));
            Assert.That((given.Text("status_name"), given.Text("assignment_state"), given.GetProperty("version").GetInt32()), Is.EqualTo(("Assigned", "accepted", 3)));
        });
    }

    [Test]
    public async Task UPD_1_an_update_that_changes_nothing_leaves_no_trace()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[8]));

        var same = await Coordinator.UpdateJob(job, new() { ["job_title"] = "Boiler repair", ["contractor_budget"] = null });

        Assert.That(same.GetProperty("version").GetInt32(), Is.EqualTo(1));
        Assert.That((await Commits(job)).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task UPD_3_the_second_of_two_updates_of_one_version_loses()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[9]));

        await Coordinator.UpdateJob(job, new() { ["job_title"] = "First", ["version"] = 1 });
        var second = await Coordinator.Change(job, new() { ["job_title"] = "Second", ["version"] = 1 });

        Assert.That((second.Status, second.Code), Is.EqualTo((409, "conflict")));
    }

    [Test]
    public async Task UPD_3_twenty_concurrent_updates_leave_twenty_commits_in_a_row()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[10]));
        var tokens = (await Coordinator.Get("/api/security/csrf-token?count=16")).Data.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)
            .Concat((await Coordinator.Get("/api/security/csrf-token?count=4")).Data.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)).ToList();

        var answers = await Task.WhenAll(tokens.Select((token, number) => Coordinator.Post(
            JobsApi.Path, new { action = "update", uuid = job.Text("uuid"), cost_code = $"C-{number}" }, ("X-CSRF-Token", token))));

        Assert.That(answers.Select(answer => answer.Status), Has.All.EqualTo(200));
        Assert.That((await Commits(job)).Select(commit => commit.GetProperty("number").GetInt32()), Is.EqualTo(Enumerable.Range(1, 21).Reverse()));
    }

    [Test]
    public async Task Three_states_of_a_field_left_out_null_and_value()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[11]));
        await Coordinator.UpdateJob(job, new() { ["access_details"] = "Key safe 1234", ["cost_code"] = "A1" });

        var cleared = await Coordinator.UpdateJob(job, new() { ["access_details"] = null });
        var refused = await Coordinator.Change(job, new() { ["job_title"] = null });

        Assert.That((cleared.Text("access_details"), cleared.Text("cost_code")), Is.EqualTo(((string?)null, "A1")));
        Assert.That((refused.Status, refused.Body.GetProperty("field").GetString()), Is.EqualTo((400, "job_title")));
    }

    [Test]
    public async Task HIST_1_every_change_is_in_exactly_one_commit_with_values_and_labels()
    {
        var job = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[12]));
        await Coordinator.UpdateJob(job, new() { ["job_title"] = "New title", ["contractor_id"] = Demo.Contractors[2], ["priority_id"] = 4, ["reason"] = "Getting worse" });

        var newest = (await Commits(job))[0];
        var changes = newest.GetProperty("changes").EnumerateArray().ToDictionary(change => change.Text("field")!);

        Assert.Multiple(() =>
        {
            Assert.That((newest.Text("kind"), newest.Text("via"), newest.Text("reason"), newest.Text("author_account_type")), Is.EqualTo(("assigned", "api", "Getting worse", "Staff")));
            Assert.That(changes.Keys, Is.EquivalentTo(new[] { "job_title", "contractor_id", "priority_id", "assignment_state" }));
            Assert.That((changes["priority_id"].Text("old_label"), changes["priority_id"].Text("new_label")), Is.EqualTo(("Medium", "Critical")));
            Assert.That(changes["contractor_id"].GetProperty("new").GetInt64(), Is.EqualTo(Demo.Contractors[2]));
            Assert.That(changes["contractor_id"].Text("new_label"), Is.Not.Empty);
        });
    }

    [Test]
    public async Task A_landlord_sees_their_portfolio_without_the_contractors_money()
    {
        var answer = await Coordinator.Post(JobsApi.Path, new
        {
            job_title = "Roof", job_description = "Leak", priority_id = 2, status_id = 1, job_type_id = 7, address_id = Demo.Addresses[12], contractor_budget = 100, job_total_budget = 150, access_details = "1234",
        });

        var listed = (await _landlord.Get($"{JobsApi.Path}?limit=200")).Data.EnumerateArray().Single(job => job.Text("uuid") == answer.Data.Text("uuid"));
        var refused = await _landlord.Get($"{JobsApi.Path}?tenant_id=1");

        Assert.That((listed.Text("contractor_budget"), listed.Text("access_details"), listed.GetProperty("job_total_budget").GetRawText()), Is.EqualTo(((string?)null, (string?)null, "150.00")));
        Assert.That((refused.Status, refused.Body.GetProperty("field").GetString()), Is.EqualTo((400, "tenant_id")));
    }

    [Test]
    public async Task A_tenant_sees_jobs_tied_to_their_own_record_only()
    {
        var mine = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[0], "Mine"));
        var theirs = await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[1], "Theirs"));

        var refs = Refs(await _tenant.Get($"{JobsApi.Path}?limit=200"));

        Assert.That(refs, Does.Contain(mine.Text("job_ref")).And.Not.Contains(theirs.Text("job_ref")));
    }

    [TestCase("limit=0", "limit")]
    [TestCase("limit=201", "limit")]
    [TestCase("limit=x", "limit")]
    [TestCase("offset=-1", "offset")]
    [TestCase("sort_by=colour", "sort_by")]
    [TestCase("created_from=2026-02-01&created_to=2026-01-01", "created_to")]
    public async Task LIST_1_a_wrong_parameter_is_named(string query, string field)
    {
        var answer = await Coordinator.Get($"{JobsApi.Path}?{query}");

        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, field)));
    }

    [TestCase("created_at")]
    [TestCase("title")]
    [TestCase("status")]
    [TestCase("priority")]
    [TestCase("works_start")]
    [TestCase("job_ref")]
    public async Task API_4_pages_neither_repeat_nor_skip(string sort)
    {
        for (var number = 0; number < 5; number++)
        {
            await Coordinator.CreateJob(JobsApi.NewJob(Demo.Addresses[20 + number], "Same title"));
        }

        var all = new List<string?>();
        ApiAnswer page;
        do
        {
            page = await Coordinator.Get($"{JobsApi.Path}?limit=3&offset={all.Count}&include_total=1&sort_by={sort}&sort_order=asc");
            all.AddRange(Refs(page));
        }
        while (page.Body.GetProperty("count").GetInt32() == 3);

        Assert.That(all, Is.Unique);
        Assert.That(all, Has.Count.EqualTo(page.Body.GetProperty("total").GetInt64()));
    }

    [Test]
    public async Task IDEM_1_a_retry_gets_the_first_answer_and_makes_no_second_job()
    {
        var key = Guid.NewGuid().ToString();
        var first = await Coordinator.Post(JobsApi.Path, JobsApi.NewJob(Demo.Addresses[40], "Once"), ("Idempotency-Key", key));
        var again = await Coordinator.Post(JobsApi.Path, JobsApi.NewJob(Demo.Addresses[40], "Once"), ("Idempotency-Key", key));
        var other = await Coordinator.Post(JobsApi.Path, JobsApi.NewJob(Demo.Addresses[40], "Twice"), ("Idempotency-Key", key));

        Assert.Multiple(() =>
        {
            Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
            Assert.That(again.Data.Text("uuid"), Is.EqualTo(first.Data.Text("uuid")));
            Assert.That((other.Status, other.Code), Is.EqualTo((409, "idempotency_conflict")));
        });
    }

    [Test]
    public async Task CSRF_1_a_token_is_needed_and_used_once()
    {
        var token = (await _agentNorth.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;
        var foreign = (await _agentSouth.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;

        var none = await _agentNorth.Post(JobsApi.Path, new { action = "create" }, ("X-CSRF-Token", ""));
        var stranger = await _agentNorth.Post(JobsApi.Path, new { action = "create" }, ("X-CSRF-Token", foreign));
        var first = await _agentNorth.Post(JobsApi.Path, new { action = "create" }, ("X-CSRF-Token", token));
        var second = await _agentNorth.Post(JobsApi.Path, new { action = "create" }, ("X-CSRF-Token", token));

        Assert.Multiple(() =>
        {
            Assert.That((none.Status, none.Code), Is.EqualTo((403, "csrf_invalid")));
            Assert.That(stranger.Code, Is.EqualTo("csrf_invalid"));
            Assert.That(first.Code, Is.EqualTo("invalid_parameter"));
            Assert.That(second.Code, Is.EqualTo("csrf_invalid"));
            Assert.That(second.Header("X-CSRF-Token"), Does.Match("^[0-9a-f]{64}$"));
        });
    }

    [Test]
    public async Task An_unknown_action_names_the_valid_ones_and_a_contractor_may_not_create()
    {
        var unknown = await Coordinator.Post(JobsApi.Path, new { action = "explode" });
        var forbidden = await _gas.Post(JobsApi.Path, JobsApi.NewJob(Demo.Addresses[0]));

        Assert.That((unknown.Status, unknown.Error), Is.EqualTo((400, "Unknown action. Valid actions: create, update, delete, send_assignment_notification, archive, unarchive, restore_commit, bulk")));
        Assert.That((forbidden.Status, forbidden.Code), Is.EqualTo((403, "permission_denied")));
    }

    [Test]
    public async Task Lookups_come_in_their_configured_order()
    {
        var lookups = (await Coordinator.Get($"{JobsApi.Path}?action=get_lookups")).Data;

        Assert.That(lookups.GetProperty("statuses").GetArrayLength(), Is.EqualTo(11));
        Assert.That(lookups.GetProperty("time_ranges")[1].Text("start"), Is.EqualTo("08:00"));
    }

    [Test]
    public async Task File_types_are_the_document_types_in_use()
    {
        var types = await Coordinator.Get($"{JobsApi.Path}?action=get_file_types");

        Assert.That(types.Body.GetProperty("count").GetInt32(), Is.EqualTo(types.Data.GetArrayLength()).And.GreaterThan(5));
        Assert.That((types.Data[0].Text("ID"), types.Data[0].Text("name"), types.Data[0].Text("expires")), Is.EqualTo(("1", "Gas Safety Certificate", "True")));
    }

    private static List<string?> Refs(ApiAnswer answer) => [.. answer.Data.EnumerateArray().Select(job => job.Text("job_ref"))];

    private static List<string?> Uuids(ApiAnswer answer) => [.. answer.Data.EnumerateArray().Select(job => job.Text("uuid"))];

    private async Task<List<System.Text.Json.JsonElement>> Commits(System.Text.Json.JsonElement job) =>
        [.. (await Coordinator.Get($"{JobsApi.Path}?action=list_commits&uuid={job.Text("uuid")}&limit=200")).Data.EnumerateArray()];
}
