using System.Text.Json;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Accounts;

/// <summary>admin.roles.*, admin.staff_permissions.*, admin.api_permissions.get and admin.user_management_policy.*.</summary>
public sealed class RoleTests(Column column) : AccountsTest(column)
{
    private const int Coordinator = 4;
    private static int _numbered;

    [Test]
    [ProvesParameters("admin.roles.list", "id", "include_permissions", "account_type", "include_inactive")]
    public async Task Roles_are_listed()
    {
        var director = await As("director");
        var idle = await Make(director, new { name = NewName(), level = 9, is_active = 0 });
        var all = (await director.Get("/api/admin/roles")).Data.EnumerateArray().ToList();
        var agents = (await director.Get("/api/admin/roles?account_type=2&include_permissions=true")).Data.EnumerateArray().ToList();
        var active = (await director.Get("/api/admin/roles?include_inactive=false")).Data.EnumerateArray().Select(Id).ToList();
        var one = await director.Get($"/api/admin/roles?id={Coordinator}");

        Assert.That(all.Select(Id), Is.SupersetOf(new long[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, Id(idle) }));
        Assert.That(all.Where(role => role.GetProperty("is_system").GetBoolean()).Select(Name), Is.EqualTo(new[] { "SysOps", "Director", "API" }));
        Assert.That(agents.Select(Name), Is.EqualTo(new[] { "Agent", "Branch Manager" }));
        Assert.That(agents[0].GetProperty("permissions").GetArrayLength(), Is.EqualTo(agents[0].GetProperty("permissions_count").GetInt32()));
        Assert.That((active.Contains(Coordinator), active.Contains(Id(idle))), Is.EqualTo((true, false)));
        Assert.That((Name(one.Data), one.Data.TryGetProperty("permissions", out _), one.Data.GetProperty("can_edit").GetBoolean()), Is.EqualTo(("Coordinator", false, true)));
        Assert.That((await director.Get("/api/admin/roles?id=999999")).Error, Is.EqualTo("Role not found"));
    }

    /// <summary>ROLE-1.</summary>
    [TestCase(3, 200, null)]
    [TestCase(2, 403, "You can only create roles below your own level")]
    [TestCase(1, 403, "You can only create roles below your own level")]
    public async Task A_role_is_made_below_its_maker(int level, int status, string? error)
    {
        var answer = await (await As("director")).Post("/api/admin/roles", new { name = NewName(), level });

        Assert.That((answer.Status, answer.Status == 200 ? null : answer.Error), Is.EqualTo((status, error)));
    }

    [Test]
    public async Task A_copied_role_gets_the_keys_that_its_maker_holds()
    {
        var director = await As("director");
        var copy = await Make(director, new { name = NewName(), level = 5, parent_role_id = Coordinator, inherit_permissions = 1 });
        var original = (await director.Get($"/api/admin/roles?id={Coordinator}")).Data;

        Assert.That(copy.GetProperty("permissions_count").GetInt32(), Is.EqualTo(original.GetProperty("permissions_count").GetInt32()));
        Assert.That((copy.GetProperty("parent_role_id").GetInt64(), copy.GetProperty("skipped_keys").GetArrayLength()), Is.EqualTo((Coordinator, 0)));
    }

    [Test]
    public async Task A_name_is_taken_once_whatever_its_case()
    {
        var director = await As("director");
        var name = NewName();
        await Make(director, new { name, level = 9 });
        var again = await director.Post("/api/admin/roles", new { name = name.ToUpperInvariant(), level = 9 });

        Assert.That((again.Status, again.Error), Is.EqualTo((409, "A role with this name already exists")));
    }

    [Test]
    public async Task A_role_is_changed_and_deleted_by_whoever_is_stronger()
    {
        var director = await As("director");
        var role = await Make(director, new { name = NewName(), level = 9 });
        var changed = await director.Post("/api/admin/roles", new { action = "update", id = Id(role), description = "Nights", level = 8, version = 1 });
        var stale = await director.Post("/api/admin/roles", new { action = "update", id = Id(role), description = "Days", version = 1 });
        var tooStrong = await director.Post("/api/admin/roles", new { action = "update", id = Id(role), level = 2 });
        var builtIn = await (await As("sysops")).Post("/api/admin/roles", new { action = "update", id = 6, name = "Robot" });
        var used = await director.Post("/api/admin/roles", new { action = "delete", id = Coordinator });
        var deleted = await director.Post("/api/admin/roles", new { action = "delete", id = Id(role) });

        Assert.That((changed.Data.GetProperty("description").GetString(), changed.Data.GetProperty("level").GetInt32(), changed.Data.GetProperty("version").GetInt32()), Is.EqualTo(("Nights", 8, 2)));
        Assert.That(stale.Status, Is.EqualTo(409));
        Assert.That((tooStrong.Status, tooStrong.Error), Is.EqualTo((403, "You cannot change this role")));
        Assert.That((builtIn.Status, builtIn.Error), Is.EqualTo((409, "API is a built-in role")));
        Assert.That((used.Status, used.Error), Is.EqualTo((409, "1 accounts have this role. Give them another first.")));
        Assert.That((deleted.Status, (await director.Get($"/api/admin/roles?id={Id(role)}")).Status), Is.EqualTo((200, 404)));
    }

    /// <summary>ROLE-3: granting brings what a key needs, revoking takes what needs it.</summary>
    [Test]
    public async Task Keys_come_with_what_they_need_and_go_with_what_needs_them()
    {
        var director = await As("director");
        var role = Id(await Make(director, new { name = NewName(), level = 9 }));
        var tried = await Keys(director, true, (role, "api.jobs.manage.manage", true));
        var granted = await Keys(director, false, (role, "api.jobs.manage.manage", true));
        var revoked = await Keys(director, false, (role, "api.jobs.manage.list", false));

        Assert.That((tried.Body.GetProperty("updated_count").GetInt32(), granted.Body.GetProperty("updated_count").GetInt32(), revoked.Body.GetProperty("updated_count").GetInt32()), Is.EqualTo((2, 2, 2)));
        Assert.That(
            granted.Data.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("because").GetString()),
            Is.EqualTo(new[] { "sent", "needed by api.jobs.manage.manage" }));
    }

    /// <summary>ROLE-1, ROLE-2: nobody hands on what they do not hold; and all or nothing.</summary>
    [Test]
    public async Task A_key_that_the_caller_does_not_hold_stores_nothing()
    {
        var (sysops, director) = (await As("sysops"), await As("director"));
        var role = Id(await Make(director, new { name = NewName(), level = 9 }));
        await sysops.Put("/api/users/permissions", new { action = "revoke", user_uuid = await UuidOf("director"), permissions = new[] { "notifications.jobs" } });
        var refused = await Keys(director, false, (role, "api.jobs.manage.list", true), (role, "notifications.jobs", true));
        await sysops.Put("/api/users/permissions", new { action = "grant", user_uuid = await UuidOf("director"), permissions = new[] { "notifications.jobs" } });

        Assert.That(refused.Error, Does.StartWith("You cannot change notifications.jobs for"));
        Assert.That((await director.Get($"/api/admin/roles?id={role}")).Data.GetProperty("permissions_count").GetInt32(), Is.Zero);
    }

    [TestCase("api.nothing.names.this", "Unknown permission: api.nothing.names.this")]
    [TestCase("api.admin.roles.manage", "api.admin.roles.manage cannot be held by Contractor")]
    public async Task A_key_must_open_something_for_whoever_gets_it(string key, string error)
    {
        var answer = await Keys(await As("director"), false, (8, key, true));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, error)));
    }

    [Test]
    public async Task One_call_cannot_give_and_take_the_same_key()
    {
        var answer = await Keys(await As("director"), false, (5, "api.jobs.manage.manage", true), (5, "api.jobs.manage.list", false));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "api.jobs.manage.list is both granted and revoked for role 5")));
    }

    [Test]
    public async Task Only_sysops_and_directors_change_the_keys_of_roles()
    {
        var finance = await As("finance");

        Assert.That((await finance.Get("/api/admin/staff-permissions")).Status, Is.EqualTo(403));
        Assert.That((await Keys(finance, false, (8, "feedback.submit", true))).Status, Is.EqualTo(403));
    }

    [Test]
    [ProvesParameters("admin.staff_permissions.get", "role_id", "limit")]
    public async Task The_keys_of_roles_are_listed()
    {
        var director = await As("director");
        var all = (await director.Get("/api/admin/staff-permissions")).Data.EnumerateArray().Select(row => row.GetProperty("role_id").GetInt64()).ToHashSet();
        var one = (await director.Get($"/api/admin/staff-permissions?role_id={Coordinator}")).Data.EnumerateArray().Select(row => row.GetProperty("role_id").GetInt64()).ToHashSet();

        Assert.That(all, Is.SupersetOf(new long[] { 1, 2, 4, 7 }));
        Assert.That(one, Is.EqualTo(new HashSet<long> { Coordinator }));
        Assert.That((await director.Get("/api/admin/staff-permissions?limit=3")).Data.GetArrayLength(), Is.EqualTo(3));
    }

    /// <summary>PERM-9, ROLE-4.</summary>
    [Test]
    public async Task The_matrix_shows_every_key_with_what_it_needs_and_who_holds_it()
    {
        var answer = await (await As("director")).Get("/api/admin/api-permissions?search=jobs.manage");
        var manage = answer.Data.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("key").GetString() == "api.jobs.manage.manage");

        Assert.That(manage.GetProperty("depends_on")[0].GetString(), Is.EqualTo("api.jobs.manage.list"));
        Assert.That((manage.GetProperty("label").GetString(), manage.GetProperty("group").GetString(), manage.GetProperty("family").GetString()), Is.EqualTo(("Manage jobs", "Jobs", "api")));
        Assert.That((manage.GetProperty("values").GetProperty("role:4").GetBoolean(), manage.GetProperty("values").GetProperty("account_type:5").GetBoolean()), Is.EqualTo((true, false)));
        Assert.That((manage.GetProperty("editable").GetProperty("role:4").GetBoolean(), manage.GetProperty("editable").GetProperty("role:1").GetBoolean()), Is.EqualTo((true, false)));
        Assert.That(answer.Body.GetProperty("count").GetInt32(), Is.EqualTo(answer.Data.GetProperty("rows").GetArrayLength()));
    }

    [TestCase("family=page", "page.operations.view", "api.jobs.manage.list")]
    [TestCase("search=roles", "api.admin.roles.manage", "api.jobs.manage.list")]
    public async Task The_matrix_is_narrowed(string filter, string shown, string notShown)
    {
        var rows = (await (await As("director")).Get($"/api/admin/api-permissions?{filter}&account_type=2")).Data;

        Assert.That(rows.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("key").GetString()), Does.Contain(shown).And.Not.Contain(notShown));
        Assert.That(rows.GetProperty("columns").EnumerateArray().Select(Name), Is.EqualTo(new[] { "Agent", "Branch Manager", "Agent" }));
    }

    [TestCase("role", 4, 5, 200, null)]
    [TestCase("role", 2, 5, 403, "You cannot change this level")]
    [TestCase("role", 5, 2, 403, "You cannot change this level")]
    [TestCase("role", 1, 2, 409, "SysOps is always level 1")]
    [TestCase("account_type", 1, 7, 403, "You cannot change this level")]
    [TestCase("account_type", 5, 9, 200, null)]
    [TestCase("account_type", 77, 9, 404, "Account type not found")]
    public async Task Levels_are_set_from_above(string entity, int id, int level, int status, string? error)
    {
        var answer = await (await As("director")).Put("/api/admin/user-management-policy", new { entity, id, level });

        Assert.That((answer.Status, answer.Status == 200 ? null : answer.Error), Is.EqualTo((status, error)));
        if (status == 200)
        {
            var now = (await (await As("director")).Get("/api/admin/user-management-policy")).Data.EnumerateArray();
            Assert.That(now.Single(row => row.GetProperty("entity").GetString() == entity && Id(row, "id") == id).GetProperty("level").GetInt32(), Is.EqualTo(level));
        }
    }

    private static Task<ApiAnswer> Keys(ApiUser user, bool dryRun, params (long Role, string Key, bool Value)[] permissions) => user.Post(
        "/api/admin/staff-permissions",
        new { dry_run = dryRun, permissions = permissions.Select(item => new { role_id = item.Role, permission_key = item.Key, permission_value = item.Value }) });

    private static async Task<JsonElement> Make(ApiUser user, object role)
    {
        var answer = await user.Post("/api/admin/roles", role);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }

    private static string NewName() => $"Role {Interlocked.Increment(ref _numbered)}";

    private static long Id(JsonElement role) => Id(role, "ID");

    private static long Id(JsonElement role, string name) => role.GetProperty(name).GetInt64();

    private static string Name(JsonElement role) => role.GetProperty("name").GetString()!;
}
