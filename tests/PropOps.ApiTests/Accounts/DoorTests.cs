using System.Text.RegularExpressions;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;

namespace PropOps.ApiTests.Accounts;

/// <summary>ACC-6: each door to a deed does the same: the same events, the same refusals, in the same words.</summary>
public sealed class DoorTests(Column column) : AccountsTest(column)
{
    private static readonly Dictionary<string, Call[][]> Deeds = new()
    {
        ["blacklist"] =
        [
            [new("/api/security/sessions", "blacklist_add"), new("/api/security/sessions", "blacklist_add"), new("/api/security/sessions", "blacklist_remove")],
            [new("/api/users/users", "add_to_blacklist"), new("/api/users/users", "add_to_blacklist"), new("/api/users/users", "remove_from_blacklist")],
        ],
        ["suspend and let in"] =
        [
            [new("/api/users/users", "toggle_status"), new("/api/users/users", "toggle_status")],
            [new("/api/system/settings", "toggle_status"), new("/api/system/settings", "toggle_status")],
        ],
        ["sign out"] =
        [
            [new("/api/users/logout-user", null)],
            [new("/api/system/settings", "logout_user")],
            [new("/api/auth/tokens", "revoke_all")],
        ],
        ["delete"] =
        [
            [new("/api/users/users", "delete_user"), new("/api/users/users", "delete_user")],
            [new("/api/system/settings", "delete_user"), new("/api/system/settings", "delete_user")],
        ],
    };

    public static IEnumerable<string> DeedNames => Deeds.Keys;

    private static int _made;

    [TestCaseSource(nameof(DeedNames))]
    public async Task ACC_6_every_door_to_a_deed_does_the_same(string deed)
    {
        var director = await As("director");
        var stronger = await UuidOf("sysops");
        var found = new List<string>();
        foreach (var calls in Deeds[deed])
        {
            var number = Interlocked.Increment(ref _made);
            var account = await Make(director, $"door{number}@example.com");
            var holder = await SignedIn($"door{number}@example.com");
            var trace = new List<string>();
            foreach (var call in calls)
            {
                trace.Add(Outcome(await director.Post(call.Path, call.Naming(account))));
            }

            trace.Add($"then {(await holder.Get("/api/auth/session")).Status}");
            trace.AddRange(await Installation.EventsAbout(account));
            foreach (var nobody in new[] { stronger, Guid.CreateVersion7() })
            {
                trace.Add(Outcome(await director.Post(calls[0].Path, calls[0].Naming(nobody))));
            }

            found.Add(string.Join("\n", trace));
        }

        Assert.That(found.Distinct(), Has.Exactly(1).Items, string.Join("\n--\n", found));
        Assert.That(found[0], Does.Contain("403 You cannot manage this account").And.Contain("404 User not found").And.StartWith("200"));
    }

    [Test]
    public async Task ACC_6_the_sessions_are_the_same_at_both_doors()
    {
        var director = await As("director");
        await As("finance");
        var (first, second) = (await director.Get("/api/security/sessions?action=list&limit=200&include_total=true"), await director.Get("/api/users/users?action=get_active_sessions&limit=200&include_total=true"));

        Assert.That(first.Data.GetArrayLength(), Is.GreaterThanOrEqualTo(2));
        Assert.That(WithoutTimes(second), Is.EqualTo(WithoutTimes(first)));
    }

    private static string WithoutTimes(ApiAnswer answer) => Regex.Replace(answer.Body.ToString(), @"""last_active"":""[^""]*""", "");

    private static string Outcome(ApiAnswer answer) => answer.Status == 200 ? "200" : $"{answer.Status} {answer.Error}";

    private async Task<ApiUser> SignedIn(string email)
    {
        var answer = await Http.PostAnswer("/api/auth/login", new { email, password = "Quiet-Harbour-29!" });
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return new ApiUser(Http, answer.Body.GetProperty("token").GetString()!, "");
    }

    private static async Task<Guid> Make(ApiUser director, string email)
    {
        var made = await director.Post("/api/users/users", new { action = "create_user", first_name = "Dora", last_name = "Door", email, password = "Quiet-Harbour-29!", account_type_id = 1 });
        Assert.That(made.Status, Is.EqualTo(200), made.Body.ToString());
        return Guid.Parse(made.Data.Text("uuid")!);
    }

    private sealed record Call(string Path, string? Action)
    {
        public Dictionary<string, object> Naming(Guid account) => Action is null ? new() { ["uuid"] = account } : new() { ["action"] = Action, ["uuid"] = account };
    }
}
