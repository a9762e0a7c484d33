using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Accounts;

/// <summary>Whoever uses a staff account has all of its keys: nobody gets into one that holds what they lack, however weak its level.</summary>
public sealed class HeldKeysTests(Column column) : AccountsTest(column)
{
    private const string Password = "Quiet-Harbour-29!";
    private const string Refusal = "You cannot manage this account";
    private static readonly string[] Doors = ["update", "profile", "settings"];
    private ApiUser _manager = null!;
    private Guid _finance;
    private Guid _coordinator;

    protected override async Task Arrange()
    {
        var manager = await Make("manager@example.com", role: 3);
        _finance = await Make("finance@example.com", role: 5);
        _coordinator = await Make("coordinator@example.com", role: 4);
        await Grant(manager, "api.users.impersonate.manage", "api.system.settings.manage");
        await Grant(_finance, "api.admin.roles.manage");
        _manager = await SignedIn("manager@example.com");
    }

    [TestCaseSource(nameof(Doors))]
    public async Task PERM_6_an_address_leads_to_no_keys_that_its_changer_lacks(string door)
    {
        var stronger = await Change(_manager, door, _finance, $"mine.{door}@example.com");
        var covered = await Change(_manager, door, _coordinator, $"theirs.{door}@example.com");
        var named = await _manager.Post("/api/users/users", new { action = "update", uuid = _finance, first_name = "Fiona" });

        Assert.Multiple(() =>
        {
            Assert.That((stronger.Status, stronger.Error), Is.EqualTo((403, Refusal)));
            Assert.That(covered.Status, Is.EqualTo(200), covered.Body.ToString());
            Assert.That(named.Status, Is.EqualTo(200), "their name leads nowhere");
        });
    }

    [Test]
    public async Task PERM_6_nobody_acts_as_an_account_with_keys_that_they_lack()
    {
        var stronger = await ActAs(_manager, _finance);
        var covered = await ActAs(_manager, _coordinator);

        Assert.That((stronger.Status, stronger.Error), Is.EqualTo((403, Refusal)));
        Assert.That(covered.Status, Is.EqualTo(200), covered.Body.ToString());
    }

    [Test]
    public async Task A_director_acts_as_every_seeded_role_below_and_gives_it_another_address([Values(3, 4, 5, 6)] int role)
    {
        var director = await As("director");
        var account = await Make($"role{role}@example.com", role);

        var changed = await Change(director, "update", account, $"new.role{role}@example.com");
        var acting = await ActAs(director, account);

        Assert.That((changed.Status, acting.Status), Is.EqualTo((200, 200)));
    }

    [Test]
    public async Task Of_other_types_the_level_decides_alone([Values("agent.north", "plumber", "landlord")] string name)
    {
        var acting = await ActAs(_manager, await UuidOf(name));

        Assert.That(acting.Status, Is.EqualTo(200), acting.Body.ToString());
    }

    private static Task<ApiAnswer> Change(ApiUser user, string door, Guid account, string email) => door switch
    {
        "update" => user.Post("/api/users/users", new { action = "update", uuid = account, email }),
        "profile" => user.Put("/api/users/profile", new { user_uuid = account, email }),
        _ => user.Post("/api/system/settings", new { action = "update_user", user_id = account, data = new { email } }),
    };

    private static Task<ApiAnswer> ActAs(ApiUser user, Guid account) => user.Post("/api/users/users", new { action = "impersonate", uuid = account, reason = "Cannot see their jobs" });

    private async Task Grant(Guid account, params string[] keys)
    {
        var granted = await (await As("sysops")).Post("/api/users/permissions", new { action = "grant", user_uuid = account, permissions = keys });
        Assert.That(granted.Status, Is.EqualTo(200), granted.Body.ToString());
    }

    private async Task<Guid> Make(string email, int role)
    {
        var made = await (await As("director")).Post(
            "/api/users/users", new { action = "create_user", first_name = "Kay", last_name = "Holder", email, password = Password, account_type_id = 1, role_id = role });
        Assert.That(made.Status, Is.EqualTo(200), made.Body.ToString());
        return made.Data.GetProperty("uuid").GetGuid();
    }

    private async Task<ApiUser> SignedIn(string email)
    {
        var answer = await Http.PostAnswer("/api/auth/login", new { email, password = Password });
        var user = new ApiUser(Http, answer.Body.GetProperty("token").GetString()!, answer.Body.GetProperty("csrf_token").GetString()!);
        var chosen = await user.Post("/api/auth/password", new { current_password = Password, new_password = "Louder-Harbour-30!" });
        Assert.That(chosen.Status, Is.EqualTo(200), chosen.Body.ToString());
        return user;
    }
}
