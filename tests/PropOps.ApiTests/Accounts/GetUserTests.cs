using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Accounts;

/// <summary>users.users.get_user and users.profile.get: who sees whom.</summary>
public sealed class GetUserTests(Column column) : AccountsTest(column)
{
    [TestCase("tenant")]
    [TestCase("agent.north")]
    [TestCase("sysops")]
    public async Task Everybody_sees_their_own_account_without_a_key(string name)
    {
        var user = await As(name);
        var profile = await user.Get("/api/users/profile");
        var own = await user.Get($"/api/users/users?action=get_user&uuid={profile.Data.GetProperty("uuid").GetGuid()}");

        Assert.That((profile.Status, own.Status), Is.EqualTo((200, 200)), profile.Body.ToString());
        Assert.That(own.Data.GetProperty("email").GetString(), Is.EqualTo($"{name}@demo.propops.test"));
        Assert.That(own.Data.GetProperty("can_manage").GetBoolean(), Is.False);
    }

    [TestCase("uuid")]
    [TestCase("user_uuid")]
    [TestCase("user_id")]
    public async Task An_account_is_named_in_three_spellings_by_its_number_or_its_uuid(string spelling)
    {
        var director = await As("director");
        var byUuid = await director.Get($"/api/users/users?action=get_user&{spelling}={await UuidOf("finance")}");
        var byId = await director.Get($"/api/users/users?action=get_user&{spelling}={await IdOf("finance")}");

        Assert.That((byUuid.Data.GetProperty("name").GetString(), byUuid.Data.GetProperty("can_manage").GetBoolean()), Is.EqualTo((byId.Data.GetProperty("name").GetString(), true)));
    }

    /// <summary>PERM-5: nobody has to do with an account that is as strong.</summary>
    [TestCase("director", "sysops", 403, "You cannot manage this account")]
    [TestCase("coordinator", "finance", 403, "You do not have permission to perform this action")]
    [TestCase("agent.north", "agent.south", 404, "User not found")]
    [TestCase("tenant", "sysops", 404, "User not found")]
    public async Task An_account_that_is_not_ones_own_is_looked_at_from_above_only(string name, string other, int status, string error)
    {
        var answer = await (await As(name)).Get($"/api/users/profile?user_uuid={await UuidOf(other)}");

        Assert.That((answer.Status, answer.Error), Is.EqualTo((status, error)));
    }

    [TestCase("agent.north")]
    [TestCase("gas")]
    [TestCase("landlord")]
    [TestCase("tenant")]
    public async Task ACC_5_whoever_is_not_staff_sees_and_edits_their_own_profile_only(string name)
    {
        var (user, other) = (await As(name), await UuidOf("agent.south"));

        var own = await user.Put("/api/users/profile", new { user_uuid = await UuidOf(name), time_zone = "Europe/London" });
        var seen = await user.Get($"/api/users/profile?user_uuid={other}");
        var edited = await user.Put("/api/users/profile", new { user_uuid = other, time_zone = "Europe/Vienna" });

        Assert.That((own.Status, seen.Status, edited.Status), Is.EqualTo((200, 404, 404)));
    }

    [Test]
    public async Task An_account_that_does_not_exist_is_not_found() =>
        Assert.That((await (await As("sysops")).Get($"/api/users/users?action=get_user&uuid={Guid.NewGuid()}")).Status, Is.EqualTo(404));

    [Test]
    public async Task What_secures_an_account_is_shown_to_itself_and_to_staff()
    {
        var own = await Own("tenant");
        var byStaff = (await (await As("director")).Get($"/api/users/profile?user_uuid={own.GetProperty("uuid").GetGuid()}")).Data;

        Assert.That((own.GetProperty("is_blacklisted").ValueKind, byStaff.GetProperty("is_blacklisted").ValueKind), Is.EqualTo((System.Text.Json.JsonValueKind.Null, System.Text.Json.JsonValueKind.False)));
        Assert.That(own.GetProperty("password_changed_at").GetString(), Is.EqualTo(byStaff.GetProperty("password_changed_at").GetString()));
    }

    [Test]
    public async Task Own_keys_are_explained()
    {
        var answer = await (await As("coordinator")).Get("/api/users/permissions?explain=true");

        Assert.That(answer.Data.GetProperty("permissions").TryGetProperty("api.jobs.manage.manage", out _), Is.True);
        Assert.That(answer.Data.GetProperty("sources").GetProperty("api.jobs.manage.manage").GetString(), Is.EqualTo("role"));
    }
}
