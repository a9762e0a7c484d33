using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Accounts;
using PropOps.Application.Persistence;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;

namespace PropOps.ApiTests.Accounts;

/// <summary>Accounts are made, changed, shut out and let in (ACC-1 to ACC-12).</summary>
public sealed class AccountTests(Column column) : AccountsTest(column)
{
    private const string Password = "Quiet-Harbour-29!";
    private static int _numbered;

    [Test]
    public async Task A_made_account_has_the_role_of_its_type_and_must_choose_a_password()
    {
        var made = await Make(1);
        var agent = await Make(2, new() { ["branch_ids"] = new[] { 2, 1 } });
        var firm = await Make(5);

        Assert.That((made.GetProperty("role_name").GetString(), made.GetProperty("account_status_name").GetString(), made.GetProperty("must_change_password").GetBoolean()), Is.EqualTo(("Coordinator", "Active", true)));
        Assert.That(made.GetProperty("created_by_name").GetString(), Is.EqualTo((await Own("director")).GetProperty("name").GetString()));
        Assert.That((agent.GetProperty("branch_id").GetInt64(), agent.GetProperty("branch_ids").GetArrayLength()), Is.EqualTo((2, 2)));
        Assert.That((firm.GetProperty("contractor_id").ValueKind, firm.GetProperty("member_role").GetString()), Is.EqualTo((JsonValueKind.Number, "office")));
    }

    /// <summary>PERM-5, ROLE-2: a role as strong, or with keys that the caller lacks, is not given; PW-1, and the fields together.</summary>
    [TestCase("role_id", 2, 403, "You cannot give this role")]
    [TestCase("role_id", 7, 400, "This role is for Agent accounts")]
    [TestCase("role_id", 999999, 404, "Role not found")]
    [TestCase("branch_id", 999999, 404, "Branch not found")]
    [TestCase("password", "password", 400, "Password must be at least 8 characters and contain an uppercase letter, a digit and a special character")]
    [TestCase("phone", "12", 400, "Invalid or missing required parameter: phone")]
    [TestCase("time_zone", "Mars/Olympus", 400, "Invalid or missing required parameter: time_zone")]
    [TestCase("language", "not a language", 400, "Invalid or missing required parameter: language")]
    public async Task An_account_is_not_made(string field, object value, int status, string error)
    {
        var answer = await (await As("director")).Post("/api/users/users", Wanted(1, new() { [field] = value }));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((status, error)));
    }

    [TestCase(2)]
    [TestCase(5)]
    public async Task Branches_fit_the_account_type(int type)
    {
        var answer = await (await As("director")).Post("/api/users/users", Wanted(type, type == 5 ? new() { ["branch_id"] = 1 } : []));

        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, "branch_id")));
    }

    /// <summary>ACC-2.</summary>
    [Test]
    public async Task Fields_that_nobody_may_set_are_passed_over()
    {
        var made = await Make(1, new() { ["level"] = 1, ["is_admin"] = true, ["permissions"] = new[] { "api.admin.roles.manage" }, ["email_verified_at"] = "2026-01-01T00:00:00Z" });

        Assert.That((made.GetProperty("level").GetInt32(), made.GetProperty("email_verified_at").ValueKind), Is.EqualTo((4, JsonValueKind.Null)));
    }

    /// <summary>ACC-3.</summary>
    [Test]
    public async Task Of_two_at_one_moment_with_the_same_address_one_is_made()
    {
        var (director, sysops) = (await As("director"), await As("sysops"));
        var address = NewAddress();
        var answers = await Task.WhenAll(
            director.Post("/api/users/users", Wanted(1, new() { ["email"] = address })),
            sysops.Post("/api/users/users", Wanted(1, new() { ["email"] = address.ToUpperInvariant() })));

        Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo(new[] { 200, 409 }));
        Assert.That(answers.Single(answer => answer.Status == 409).Error, Is.EqualTo("An account with this email already exists"));
    }

    [Test]
    public async Task An_account_is_changed()
    {
        var director = await As("director");
        var uuid = Uuid(await Make(1));
        var changed = await director.Post(
            "/api/users/users", new { action = "update", uuid, first_name = "Nora", phone = "07400 123456", language = "de-AT", time_zone = "Europe/Vienna", role_id = 5, onboarding_completed = true, version = 3 });
        var stale = await director.Post("/api/users/users", new { action = "update", uuid, first_name = "Nina", version = 3 });

        Assert.That(changed.Status, Is.EqualTo(200), changed.Body.ToString());
        Assert.That(
            (Text(changed.Data, "first_name"), Text(changed.Data, "phone"), Text(changed.Data, "language"), Text(changed.Data, "time_zone"), Text(changed.Data, "role_name")),
            Is.EqualTo(("Nora", "+447400123456", "de-AT", "Europe/Vienna", "Finance")));
        Assert.That(changed.Data.GetProperty("onboarding_completed_at").ValueKind, Is.EqualTo(JsonValueKind.String));
        Assert.That(stale.Status, Is.EqualTo(409));
    }

    /// <summary>ACC-1, on every door that leads there.</summary>
    [TestCase("role_id", 4, "You cannot change your own role or branch")]
    [TestCase("branch_id", 1, "You cannot change your own role or branch")]
    [TestCase("spend_limit", 5, "You cannot manage this account")]
    [TestCase("must_change_password", true, "You cannot manage this account")]
    [TestCase("locked", false, "You cannot manage this account")]
    public async Task Nobody_changes_their_own_power(string field, object value, string error)
    {
        var director = await As("director");
        var own = await UuidOf("director");
        var update = await director.Post("/api/users/users", new Dictionary<string, object> { ["action"] = "update", ["uuid"] = own, [field] = value });
        var profile = await director.Put("/api/users/profile", new Dictionary<string, object> { [field] = value });
        var settings = await director.Post("/api/system/settings", new { action = "update_user", user_id = own, data = new Dictionary<string, object> { [field] = value } });

        Assert.That((update.Status, update.Error), Is.EqualTo((403, error)));
        Assert.That((profile.Status, profile.Error), Is.EqualTo((403, error)));
        Assert.That((settings.Status, settings.Error), Is.EqualTo((403, "You cannot manage this account")));
    }

    [Test]
    public async Task Everybody_edits_their_own_profile()
    {
        var tenant = await As("tenant");
        var changed = await tenant.Put("/api/users/profile", new { language = "fr-FR" });
        var onboarded = await tenant.Post("/api/users/users", new { action = "complete_onboarding" });
        var again = await tenant.Post("/api/users/users", new { action = "complete_onboarding" });

        Assert.That((changed.Status, Text(changed.Data, "language")), Is.EqualTo((200, "fr-FR")));
        Assert.That(Text(onboarded.Data, "onboarding_completed_at"), Is.EqualTo(Text(again.Data, "onboarding_completed_at")));
    }

    [Test]
    public async Task A_new_address_is_to_be_verified_and_the_old_one_is_told()
    {
        var director = await As("director");
        var made = await Make(1);
        var address = NewAddress();
        var changed = await director.Post("/api/users/users", new { action = "update", uuid = Uuid(made), email = address });
        await Installation.Settled();
        var mails = System.IO.Directory.GetFiles(Installation.MailFolder, "*.eml").Select(File.ReadAllText).Where(mail => mail.Contains(Text(made, "email"), StringComparison.Ordinal)).ToList();

        Assert.That((Text(changed.Data, "email"), changed.Data.GetProperty("email_verified_at").ValueKind), Is.EqualTo((address, JsonValueKind.Null)));
        Assert.That(mails, Has.Exactly(1).Contains("Your email address was changed"));
        Assert.That(mails, Has.None.Contains(address));
    }

    /// <summary>ACC-9, SIGN-8.</summary>
    [Test]
    public async Task A_suspended_account_is_shut_out_and_let_in_again()
    {
        var director = await As("director");
        var plumber = await As("plumber");
        var uuid = await UuidOf("plumber");
        var suspended = await Toggle(director, uuid);
        var refused = await plumber.Get("/api/users/profile");
        var back = await Toggle(director, uuid);

        Assert.That((Text(suspended.Data, "account_status_name"), refused.Status, Text(back.Data, "account_status_name")), Is.EqualTo(("Suspended", 401, "Active")));
        Assert.That((await Toggle(director, await UuidOf("director"))).Error, Is.EqualTo("You cannot manage this account"));
    }

    /// <summary>ACC-9: of two decisions about one account the second finds nothing to decide.</summary>
    [Test]
    public async Task An_account_that_waits_is_approved_or_refused_once()
    {
        var (director, sysops) = (await As("director"), await As("sysops"));
        var waiting = Uuid(await Make(1, new() { ["require_approval"] = true }));
        var neither = await Toggle(director, waiting);
        var decisions = await Task.WhenAll(Toggle(director, waiting, 1), Toggle(sysops, waiting, 1));
        var refused = Uuid(await Make(1, new() { ["require_approval"] = true }));
        var unexplained = await Toggle(director, refused, 4);
        var explained = await Toggle(director, refused, 4, "Not one of us");

        Assert.That((neither.Status, neither.Error), Is.EqualTo((409, "This account is Pending. Approve or restore it first.")));
        Assert.That(decisions.Select(decision => decision.Status), Is.EquivalentTo(new[] { 200, 409 }));
        Assert.That((unexplained.Status, unexplained.Body.GetProperty("field").GetString()), Is.EqualTo((400, "reason")));
        Assert.That(Text(explained.Data, "account_status_name"), Is.EqualTo("Archived"));
    }

    [Test]
    public async Task An_account_is_archived_and_brought_back_suspended()
    {
        var director = await As("director");
        var made = await Make(5);
        var archived = await director.Post("/api/users/users", new { action = "delete_user", uuid = Uuid(made), reason = "Left" });
        var shown = (await director.Get($"/api/users/users?action=get_user&uuid={Uuid(made)}")).Data;
        var back = await Toggle(director, Uuid(made), 3);
        var withWork = await director.Post("/api/users/users", new { action = "delete_user", uuid = await UuidOf("gas") });

        Assert.That((Text(archived.Data, "account_status_name"), shown.GetProperty("contractor_id").ValueKind), Is.EqualTo(("Archived", JsonValueKind.Null)));
        Assert.That(Text(back.Data, "account_status_name"), Is.EqualTo("Suspended"));
        Assert.That(withWork.Status, Is.EqualTo(409));
        Assert.That(withWork.Error, Does.EndWith("open jobs are with this account. Hand them over first."));
    }

    /// <summary>ACC-4 as well: whoever tries, and however many at once, the SysOps accounts stay.</summary>
    [Test]
    public async Task PERM_7_sysops_accounts_are_nobodys_to_manage()
    {
        var (director, sysops) = (await As("director"), await As("sysops"));
        var own = await UuidOf("sysops");
        var answers = await Task.WhenAll(
            Toggle(director, own),
            Toggle(sysops, own),
            director.Post("/api/users/users", new { action = "update_role", uuid = own, role_id = 4 }),
            sysops.Post("/api/users/users", new { action = "delete_user", uuid = own }));

        Assert.That(answers.Select(answer => answer.Status), Has.All.EqualTo(403));
        Assert.That(Text(await Own("sysops"), "role_name"), Is.EqualTo("SysOps"));
    }

    /// <summary>ACC-10.</summary>
    [Test]
    public async Task Nobody_gives_a_spend_limit_above_their_own()
    {
        var sysops = await As("sysops");
        await sysops.Post("/api/users/users", new { action = "update", uuid = await UuidOf("director"), spend_limit = 1000 });
        var director = await As("director");
        var equal = await director.Post("/api/users/users", Wanted(1, new() { ["spend_limit"] = 1000.00 }));
        var above = await director.Post("/api/users/users", Wanted(1, new() { ["spend_limit"] = 1000.01 }));
        var none = await director.Post("/api/users/users", Wanted(1));
        var lifted = await director.Post("/api/users/users", new { action = "update", uuid = Uuid(equal.Data), spend_limit = (object?)null });
        await sysops.Post("/api/users/users", new { action = "update", uuid = await UuidOf("director"), spend_limit = (object?)null });

        Assert.That((equal.Status, above.Status, none.Status, lifted.Status), Is.EqualTo((200, 403, 403, 403)));
        Assert.That(new[] { above, none, lifted }.Select(answer => answer.Error), Has.All.EqualTo("You cannot give a spend limit above your own"));
    }

    [Test]
    public async Task Many_accounts_are_changed_each_on_its_own()
    {
        var director = await As("director");
        var (one, other) = (Uuid(await Make(1)), Uuid(await Make(1)));
        var answer = await director.Post(
            "/api/users/users",
            new { action = "bulk_update", user_ids = new[] { one, other, one, await UuidOf("sysops"), Guid.NewGuid() }, data = new { role_id = 5, account_status_id = 3, language = "en-US" } });
        var unknown = await director.Post("/api/users/users", new { action = "bulk_update", user_ids = new[] { one }, data = new { level = 1 } });
        var shown = (await director.Get($"/api/users/users?action=get_user&uuid={other}")).Data;

        Assert.That(answer.Body.GetProperty("message").GetString(), Is.EqualTo("2 of 4 accounts updated"));
        Assert.That(
            answer.Data.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("error").GetString()),
            Is.EqualTo(new[] { null, null, "You cannot manage this account", "User not found" }));
        Assert.That((Text(shown, "role_name"), Text(shown, "account_status_name"), Text(shown, "language")), Is.EqualTo(("Finance", "Suspended", "en-US")));
        Assert.That((unknown.Status, unknown.Error), Is.EqualTo((400, "data may hold role_id, branch_id, account_status_id, language, time_zone")));
    }

    /// <summary>ACC-6: each door to a deed has its effect and its refusals.</summary>
    [Test]
    public async Task The_doors_of_the_settings_page_do_the_same_deeds()
    {
        var director = await As("director");
        var uuid = Uuid(await Make(1));
        var updated = await AtSettings(director, "update_user", uuid, new { role_id = 5 });
        var toggled = await AtSettings(director, "toggle_status", uuid);
        var bulk = await director.Post("/api/system/settings", new { action = "bulk_action", user_ids = new[] { uuid }, data = new { operation = "enable" } });
        var signedOut = await AtSettings(director, "logout_user", uuid);
        var own = await AtSettings(director, "logout_user", await UuidOf("director"));
        var deleted = await AtSettings(director, "delete_user", uuid);
        var unknown = await director.Post("/api/system/settings", new { action = "bulk_action", user_ids = new[] { uuid }, data = new { operation = "promote" } });
        var strong = new List<ApiAnswer>();
        foreach (var action in new[] { "update_user", "toggle_status", "delete_user", "logout_user" })
        {
            strong.Add(await AtSettings(director, action, await UuidOf("sysops"), new { first_name = "X" }));
        }

        Assert.That((updated.Data.GetProperty("role_id").GetInt64(), Text(toggled.Data, "status"), bulk.Data.GetProperty("updated").GetInt32()), Is.EqualTo((5, "Suspended", 1)));
        Assert.That((signedOut.Data.GetProperty("sessions_ended").GetInt32(), own.Error, Text(deleted.Data, "status")), Is.EqualTo((0, "Use logout to end your own session", "Archived")));
        Assert.That(unknown.Error, Does.StartWith("Unknown operation. Valid operations: enable, disable"));
        Assert.That(strong.Select(answer => answer.Error), Has.All.EqualTo("You cannot manage this account"));
    }

    [Test]
    public async Task Events_tell_what_became_of_an_account()
    {
        var director = await As("director");
        var uuid = Uuid(await Make(2, new() { ["branch_id"] = 1, ["require_approval"] = true }));
        await Toggle(director, uuid, 1);
        await director.Post("/api/users/users", new { action = "update", uuid, first_name = "Olga", branch_ids = new[] { 2 }, role_id = 11 });
        await director.Post("/api/users/users", new { action = "delete_user", uuid });
        var types = await Installation.EventsAbout(uuid);

        Assert.That(types, Is.EqualTo(new[]
        {
            "user.created", "user.approval_requested", "user.status_changed", "user.updated", "branch.agents_changed", "branch.agents_changed", "user.permissions_changed", "user.deleted",
        }));
    }

    [Test]
    public async Task Unfinished_first_steps_are_told_of_after_3_7_and_14_days()
    {
        var uuid = Uuid(await Make(1));
        foreach (var days in new[] { 2, 3, 4, 7 })
        {
            await Remind(days);
        }

        await (await As("director")).Post("/api/users/users", new { action = "update", uuid, onboarding_completed = true });
        await Remind(14);

        Assert.That(await Installation.EventsAbout(uuid), Is.EqualTo(new[] { "user.created", "user.onboarding_overdue", "user.onboarding_overdue", "user.onboarding_completed" }));

        async Task Remind(int days)
        {
            await using var scope = Installation.Services.CreateAsyncScope();
            var services = scope.ServiceProvider;
            var time = new LaterTime(TimeSpan.FromDays(days));
            await new RemindOfOnboarding(
                services.GetRequiredService<IReadDb>(),
                services.GetRequiredService<IRepository<User>>(),
                services.GetRequiredService<ITransaction>(),
                new OrganisationDays(services.GetRequiredService<ISettings>(), time),
                time).Run(CancellationToken.None);
        }
    }

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }

    private static Task<ApiAnswer> Toggle(ApiUser user, Guid account, int? status = null, string? reason = null) => user.Post(
        "/api/users/users",
        new Dictionary<string, object?> { ["action"] = "toggle_status", ["uuid"] = account, ["account_status_id"] = status, ["reason"] = reason }.Where(field => field.Value is not null).ToDictionary());

    private static Task<ApiAnswer> AtSettings(ApiUser user, string action, Guid account, object? data = null) =>
        user.Post("/api/system/settings", data is null ? new { action, user_id = account } : new { action, user_id = account, data });

    private async Task<JsonElement> Make(int type, Dictionary<string, object>? fields = null)
    {
        var answer = await (await As("director")).Post("/api/users/users", Wanted(type, type == 2 && fields is null ? new() { ["branch_id"] = 1 } : fields ?? []));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }

    private static Dictionary<string, object> Wanted(int type, Dictionary<string, object>? fields = null)
    {
        var wanted = new Dictionary<string, object>
        {
            ["first_name"] = "Ida", ["last_name"] = "Berg", ["email"] = NewAddress(), ["password"] = Password, ["account_type_id"] = type,
        };
        foreach (var (name, value) in fields ?? [])
        {
            wanted[name] = value;
        }

        return wanted;
    }

    private static string NewAddress() => $"made{Interlocked.Increment(ref _numbered)}@example.com";

    private static Guid Uuid(JsonElement account) => account.GetProperty("uuid").GetGuid();

    private static string Text(JsonElement record, string field) => record.GetProperty(field).GetString()!;
}
