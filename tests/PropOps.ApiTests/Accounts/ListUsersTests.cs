using System.Text.Json;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Accounts;

/// <summary>users.users.get_all_users, search, the lists beside them and system.settings.get_users.</summary>
public sealed class ListUsersTests(Column column) : AccountsTest(column)
{
    private const string Users = "/api/users/users";

    private ApiUser _director = null!;

    protected override async Task Arrange()
    {
        _director = await As("director");
        await Make("Zoë", "O’Brien-Muñoz", "zoe@list.example.com", 2, new() { ["branch_id"] = 2, ["phone"] = "07400 999003" });
        await Make("Anton", "Aal", "anton@list.example.com", 1, new() { ["role_id"] = 5 });
        var gone = await Make("Willem", "Weg", "willem@list.example.com", 1, []);
        await _director.Post(Users, new { action = "delete_user", uuid = gone.GetProperty("uuid").GetGuid() });
    }

    [Test]
    [ProvesParameters("users.users.get_all_users", "limit", "offset", "include_total", "sort")]
    public async Task Accounts_are_listed_by_name_in_pages()
    {
        var all = await Names("");
        var first = await _director.Get($"{Users}?limit=3&include_total=true");
        var second = await Names("?limit=3&offset=3");
        var backwards = await Names("?sort=-name");
        var byId = await Names("?sort=ID");

        Assert.That(all, Is.EqualTo(all.Order(StringComparer.OrdinalIgnoreCase)));
        Assert.That(Names(first).Concat(second), Is.EqualTo(all.Take(6)));
        Assert.That(first.Body.GetProperty("total").GetInt32(), Is.EqualTo(all.Count));
        Assert.That(backwards, Is.EqualTo(Enumerable.Reverse(all)));
        Assert.That(byId, Is.EquivalentTo(all).And.Not.EqualTo(all));
        Assert.That(all, Does.Not.Contain("Willem Weg"));
    }

    /// <param name="filter">lets Zoë, Anton or Willem through as it says.</param>
    [TestCase("account_type_id", "2", "Zoë O’Brien-Muñoz", "Anton Aal")]
    [TestCase("account_status_id", "4", "Willem Weg", "Anton Aal")]
    [TestCase("role_id", "5", "Anton Aal", "Zoë O’Brien-Muñoz")]
    [TestCase("branch_id", "2", "Zoë O’Brien-Muñoz", "Anton Aal")]
    [TestCase("search", "o'brien mun", "Zoë O’Brien-Muñoz", "Anton Aal")]
    [TestCase("search", "ZOE@list.example.com", "Zoë O’Brien-Muñoz", "Anton Aal")]
    [TestCase("search", "0044 7400 999003", "Zoë O’Brien-Muñoz", "Anton Aal")]
    [TestCase("search", "999003", "Zoë O’Brien-Muñoz", "Anton Aal")]
    [ProvesParameters("users.users.get_all_users")]
    public async Task A_filter_lets_through_what_fits(string name, string filter, string shown, string notShown)
    {
        var names = await Names($"?{name}={Uri.EscapeDataString(filter)}");

        Assert.That(names, Does.Contain(shown).And.Not.Contain(notShown));
    }

    [Test]
    [ProvesParameters("users.users.get_all_users", "contractor_id", "uuid", "created_from", "created_to", "updated_since")]
    public async Task Accounts_are_narrowed_to_a_firm_an_account_and_a_time()
    {
        var gas = await Own("gas");
        var today = DateTime.UtcNow;
        var since = await _director.Get($"{Users}?updated_since={today.AddMinutes(-60):yyyy-MM-ddTHH:mm:ssZ}&sort=updated_at");

        Assert.That(await Names($"?contractor_id={gas.GetProperty("contractor_id").GetInt64()}"), Is.EqualTo(new[] { gas.GetProperty("name").GetString() }));
        Assert.That(await Names($"?uuid={gas.GetProperty("uuid").GetGuid()}"), Is.EqualTo(new[] { gas.GetProperty("name").GetString() }));
        Assert.That(await Names($"?created_from={today.AddDays(-1):yyyy-MM-dd}"), Does.Contain("Anton Aal").And.Not.Contain(gas.GetProperty("name").GetString()));
        Assert.That(await Names($"?created_to={today.AddDays(-2):yyyy-MM-dd}"), Does.Contain(gas.GetProperty("name").GetString()).And.Not.Contain("Anton Aal"));
        Assert.That(Names(since), Does.Contain("Anton Aal").And.Not.Contain((await Own("landlord")).GetProperty("name").GetString()));
        Assert.That((since.Body.TryGetProperty("as_of", out _), since.Body.GetProperty("deleted").GetArrayLength()), Is.EqualTo((true, 0)));
    }

    [Test]
    [ProvesParameters("users.users.get_all_users", "format")]
    public async Task Accounts_are_downloaded()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Users}?format=csv&role_id=5");
        request.Headers.Authorization = new("Bearer", _director.Token);
        using var answer = await Http.SendAsync(request);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
        Assert.That(lines[0], Does.StartWith("\uFEFFID,uuid,first_name,last_name,email,phone"));
        Assert.That(lines, Has.Exactly(1).Contains("anton@list.example.com"));
    }

    [Test]
    [ProvesParameters("users.users.search", "search", "account_type_id", "limit", "offset", "include_total")]
    public async Task Accounts_are_searched()
    {
        var found = await _director.Get($"{Users}?action=search&search=demo&include_total=true");
        var byMail = await _director.Get($"{Users}?action=search&search=anton%20aal");
        var ofType = await _director.Get($"{Users}?action=search&search=anton&account_type_id=2");
        var page = await _director.Get($"{Users}?action=search&search=a&limit=1");
        var beyond = await _director.Get($"{Users}?action=search&search=an&limit=1&offset=50");

        Assert.That((found.Body.GetProperty("count").GetInt32(), found.Body.GetProperty("total").GetInt32()), Is.EqualTo((0, 0)));
        Assert.That((Names(byMail), Names(ofType).Count), Is.EqualTo((new[] { "Anton Aal" }, 0)));
        Assert.That((page.Status, Names(beyond).Count), Is.EqualTo((400, 0)));
    }

    [Test]
    public async Task Account_types_and_statuses_are_listed()
    {
        var types = (await _director.Get($"{Users}?action=get_account_types")).Data.EnumerateArray().ToList();
        var statuses = (await _director.Get($"{Users}?action=get_account_statuses")).Data.EnumerateArray().Select(status => status.GetProperty("name").GetString());

        Assert.That(types.Select(type => (type.GetProperty("name").GetString(), type.GetProperty("level").GetInt32())), Is.EqualTo(new[] { ("Staff", 5), ("Agent", 6), ("Landlord", 8), ("Tenant", 8), ("Contractor", 7) }));
        Assert.That(types[4].GetProperty("users_count").GetInt32(), Is.EqualTo(3));
        Assert.That(statuses, Is.EqualTo(new[] { "Active", "Pending", "Suspended", "Archived" }));
    }

    [Test]
    [ProvesParameters("system.settings.get_users", "search", "account_type", "limit", "offset", "include_total")]
    public async Task The_settings_page_lists_the_same_accounts()
    {
        const string Page = "/api/system/settings?action=get_users";
        var all = await _director.Get($"{Page}&limit=200&include_total=true");
        var agents = await _director.Get($"{Page}&account_type=2");
        var found = await _director.Get($"{Page}&search=willem");
        var second = await _director.Get($"{Page}&limit=2&offset=1");
        var own = all.Data.EnumerateArray().Single(user => user.GetProperty("email").GetString() == "director@demo.propops.test");

        Assert.That(all.Body.GetProperty("total").GetInt32(), Is.EqualTo(Names(all).Count));
        Assert.That((own.GetProperty("is_online").GetBoolean(), own.GetProperty("sessions_count").GetInt32(), own.GetProperty("can_manage").GetBoolean()), Is.EqualTo((true, 1, false)));
        Assert.That(agents.Data.EnumerateArray().Select(user => user.GetProperty("account_type_id").GetInt32()), Is.All.EqualTo(2));
        Assert.That(found.Data.EnumerateArray().Select(user => user.GetProperty("status").GetString()), Is.EqualTo(new[] { "Archived" }));
        Assert.That(Names(second), Is.EqualTo(Names(all).Skip(1).Take(2)));
    }

    private async Task<List<string>> Names(string query) => Names(await _director.Get(Users + query));

    private static List<string> Names(ApiAnswer answer) => [.. answer.Data.EnumerateArray().Select(user => user.GetProperty("name").GetString()!)];

    private async Task<JsonElement> Make(string first, string last, string email, int type, Dictionary<string, object> more)
    {
        foreach (var (name, value) in new Dictionary<string, object> { ["first_name"] = first, ["last_name"] = last, ["email"] = email, ["password"] = "Quiet-Harbour-29!", ["account_type_id"] = type })
        {
            more[name] = value;
        }

        var answer = await _director.Post(Users, more);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data;
    }
}
