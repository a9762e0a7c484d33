using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Accounts;

/// <summary>users.permissions.*: what one account holds beside its role.</summary>
public sealed class PermissionTests(Column column) : AccountsTest(column)
{
    /// <summary>PERM-2, PERM-4, PERM-8: with the next request, with what depends on it, and revoked wins.</summary>
    [Test]
    public async Task Keys_are_granted_and_revoked_with_effect_on_the_next_request()
    {
        var (director, finance) = (await As("director"), await As("finance"));
        var account = await UuidOf("finance");
        var before = await finance.Get("/api/admin/roles");
        var granted = await Send(director, "grant", account, "api.admin.roles.manage", "api.jobs.manage.manage");
        var between = await finance.Get("/api/admin/roles");
        var explained = (await director.Get($"/api/users/permissions?action=get_user&user_uuid={account}")).Data;
        var revoked = await Send(director, "revoke", account, "api.admin.roles.manage", "api.jobs.manage.list");
        var after = await finance.Get("/api/admin/roles");
        var own = (await finance.Get("/api/users/permissions")).Data;

        Assert.That((before.Status, between.Status, after.Status), Is.EqualTo((403, 200, 403)));
        Assert.That(Texts(granted, "added"), Is.EquivalentTo(new[] { "api.admin.roles.manage", "api.jobs.manage.manage" }));
        Assert.That((explained.GetProperty("sources").GetProperty("api.admin.roles.manage").GetString(), explained.GetProperty("sources").GetProperty("api.jobs.manage.list").GetString()), Is.EqualTo(("user", "role")));
        Assert.That(Texts(revoked, "removed"), Is.EquivalentTo(new[] { "api.admin.roles.manage", "api.jobs.manage.list", "api.jobs.manage.manage" }));
        Assert.That(own.GetProperty("denied").TryGetProperty("api.jobs.manage.list", out _), Is.True);
        Assert.That(own.GetProperty("permissions").TryGetProperty("api.jobs.manage.list", out _), Is.False);
    }

    [Test]
    public async Task Sync_reaches_exactly_the_keys_sent_and_what_they_need()
    {
        var director = await As("director");
        var account = await UuidOf("agent.south");
        var synced = await Send(director, "sync", account, "api.jobs.manage.manage");
        var undone = await Send(director, "sync", account, [.. Texts(synced, "removed"), "api.jobs.manage.manage"]);

        Assert.That(synced.Data.GetProperty("permissions").EnumerateObject().Select(key => key.Name), Is.EquivalentTo(new[] { "api.jobs.manage.list", "api.jobs.manage.manage" }));
        Assert.That(Texts(undone, "added"), Is.EquivalentTo(Texts(synced, "removed")));
    }

    /// <summary>ACC-1, PERM-6.</summary>
    [TestCase("director", "director", "notifications.jobs", 403, "You cannot manage this account")]
    [TestCase("director", "sysops", "notifications.jobs", 403, "You cannot manage this account")]
    [TestCase("coordinator", "finance", "notifications.jobs", 403, "You do not have permission to perform this action")]
    [TestCase("director", "finance", "api.nothing.names.this", 400, "Unknown permission: api.nothing.names.this")]
    [TestCase("director", "gas", "api.admin.roles.manage", 400, "api.admin.roles.manage cannot be held by Contractor")]
    public async Task A_key_is_not_granted(string name, string other, string key, int status, string error)
    {
        var answer = await Send(await As(name), "grant", await UuidOf(other), key);

        Assert.That((answer.Status, answer.Error), Is.EqualTo((status, error)));
    }

    [Test]
    public async Task Who_lacks_a_key_cannot_hand_it_on()
    {
        var (sysops, director) = (await As("sysops"), await As("director"));
        await Send(sysops, "revoke", await UuidOf("director"), "notifications.view");
        var refused = await Send(director, "grant", await UuidOf("finance"), "notifications.view");
        await Send(sysops, "grant", await UuidOf("director"), "notifications.view");

        Assert.That((refused.Status, refused.Error), Is.EqualTo((403, "You do not hold notifications.view")));
    }

    /// <summary>ACC-6: both verbs are one deed.</summary>
    [Test]
    public async Task Post_does_what_put_does()
    {
        var director = await As("director");
        var account = await UuidOf("coordinator");
        var put = await director.Put("/api/users/permissions", new { action = "revoke", user_uuid = account, permissions = new[] { "notifications.view" } });
        var post = await director.Post("/api/users/permissions", new { action = "grant", user_id = account, permissions = new[] { "notifications.view" } });

        Assert.That((Texts(put, "removed"), Texts(post, "added")), Is.EqualTo((new[] { "notifications.view" }, new[] { "notifications.view" })));
    }

    /// <summary>PERM-8, ROLE-5: a key that the role loses on one node is refused by the other with the next request; the embedded database has one node.</summary>
    [Test]
    public async Task A_role_that_loses_a_key_loses_it_on_every_node()
    {
        var (director, agent) = (await As("director"), await As("agent.north"));
        await using var node = Column == Column.PostgreSql ? await Installation.AnotherNode([.. Settings]) : null;
        using var http = (node ?? Installation).Client();
        var there = new ApiUser(http, agent.Token, agent.Csrf);
        var before = await there.Get("/api/jobs/manage");
        var version = (await there.Get("/api/users/permissions")).Data.GetProperty("version").GetInt32();
        await Change(director, value: false);
        var after = await there.Get("/api/jobs/manage");
        var raised = (await there.Get("/api/users/permissions")).Data.GetProperty("version").GetInt32();
        await Change(director, value: true);

        Assert.That((before.Status, after.Status, raised > version, (await there.Get("/api/jobs/manage")).Status), Is.EqualTo((200, 403, true, 200)));
    }

    private static async Task Change(ApiUser director, bool value)
    {
        string[] keys = ["api.jobs.manage.list", "api.jobs.manage.manage"];
        var answer = await director.Post("/api/admin/staff-permissions", new { permissions = keys.Select(key => new { role_id = 7, permission_key = key, permission_value = value }) });
        Assert.That(answer.Body.GetProperty("updated_count").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task IDEM_2_an_action_in_the_query_belongs_to_what_the_key_covers()
    {
        var (director, account) = (await As("director"), await UuidOf("agent.south"));
        var (key, body) = (("Idempotency-Key", $"in the query {Column}"), new { user_uuid = account, permissions = new[] { "api.jobs.manage.list" } });

        var granted = await director.Put("/api/users/permissions?action=grant", body, key);
        var revoked = await director.Put("/api/users/permissions?action=revoke", body, key);

        Assert.That(granted.Status, Is.EqualTo(200), granted.Body.ToString());
        Assert.That((revoked.Status, revoked.Code), Is.EqualTo((409, "idempotency_conflict")));
    }

    private static Task<ApiAnswer> Send(ApiUser user, string action, Guid account, params string[] permissions) =>
        user.Put("/api/users/permissions", new { action, user_uuid = account, permissions });

    private static string[] Texts(ApiAnswer answer, string name) => [.. answer.Data.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
