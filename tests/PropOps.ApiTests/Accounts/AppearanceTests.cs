using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Accounts;

/// <summary>users.appearance.*.</summary>
public sealed class AppearanceTests(Column column) : AccountsTest(column)
{
    private const string Path = "/api/users/appearance";

    [Test]
    public async Task Everybody_chooses_how_it_looks()
    {
        var tenant = await As("tenant");
        var before = await tenant.Get(Path);
        var changed = await tenant.Post(Path, new { dashboard_bg_custom = "linear-gradient(135deg, #667eea 0%, #764ba2 100%)", theme = "dark" });
        var cleared = await tenant.Post(Path, new { dashboard_bg_custom = "", density = "compact" });
        var after = (await tenant.Get(Path)).Data;

        Assert.That((before.Data.GetProperty("theme").GetString(), before.Data.GetProperty("density").GetString()), Is.EqualTo(("system", "comfortable")));
        Assert.That(changed.Body.GetProperty("dashboard_bg_custom").GetString(), Is.EqualTo("linear-gradient(135deg, #667eea 0%, #764ba2 100%)"));
        Assert.That(cleared.Body.GetProperty("dashboard_bg_custom").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        Assert.That((after.GetProperty("theme").GetString(), after.GetProperty("density").GetString()), Is.EqualTo(("dark", "compact")));
    }

    [Test]
    public async Task A_background_that_is_none_is_refused()
    {
        var answer = await (await As("tenant")).Post(Path, new { dashboard_bg_custom = "url(https://example.com)" });

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "dashboard_bg_custom must be a colour or a gradient")));
    }

    [Test]
    public async Task Of_another_account_it_is_changed_from_above()
    {
        var director = await As("director");
        var finance = await UuidOf("finance");
        var changed = await director.Post(Path, new { uuid = finance, theme = "light" });
        var refused = await director.Get($"{Path}?uuid={await UuidOf("sysops")}");
        var unseen = await (await As("agent.north")).Get($"{Path}?uuid={finance}");

        Assert.That((changed.Status, (await (await As("finance")).Get(Path)).Data.GetProperty("theme").GetString()), Is.EqualTo((200, "light")));
        Assert.That((refused.Status, unseen.Status), Is.EqualTo((403, 404)));
    }
}
