using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.ApiTests.Jobs;
using PropOps.Domain.Identity;
using PropOps.Domain.Security;

namespace PropOps.ApiTests.Accounts;

/// <summary>ACC-6: each door to a deed does the same: the same events, security events and refusals, in the same words, to those who act as somebody else as well.</summary>
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
        var acting = await ActingAs("director");
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
            trace.AddRange(await SecurityEventsAbout(account));
            trace.Add($"acting {Outcome(await acting.Post(calls[0].Path, calls[0].Naming(account)))}");
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

    [Test]
    public async Task ACC_6_signing_out_many_keeps_what_signing_out_one_keeps()
    {
        var director = await As("director");
        var found = new List<string>();
        foreach (var body in new Func<Guid, object>[]
        {
            account => new { action = "logout_user", user_id = account },
            account => new { action = "bulk_action", user_ids = new[] { account }, data = new { operation = "logout" } },
        })
        {
            var email = $"door{Interlocked.Increment(ref _made)}@example.com";
            var account = await Make(director, email);
            var holder = await SignedIn(email);
            await director.Post("/api/system/settings", body(account));
            found.Add($"{(await holder.Get("/api/auth/session")).Status} {string.Join(" ", await SecurityEventsAbout(account))}");
        }

        Assert.That(found, Is.EqualTo(new[] { "401 SignIn SignIn TokenRevoked SessionEnded", "401 SignIn SignIn TokenRevoked SessionEnded" }));
    }

    private async Task<ApiUser> ActingAs(string name)
    {
        var begun = await (await As("sysops")).Post("/api/users/users", new { action = "impersonate", uuid = await UuidOf(name), reason = "Cannot see what they see" });
        return await ApiUser.With(Http, begun);
    }

    private Task<List<string>> SecurityEventsAbout(Guid account) => Installation.InDatabase(async db =>
    {
        var id = await db.Set<User>().Where(user => user.Uuid == account).Select(user => user.Id).SingleOrDefaultAsync();
        var types = await db.Set<SecurityEvent>().Where(happened => happened.UserId == id).OrderBy(happened => happened.Id).Select(happened => happened.Type).ToListAsync();
        return types.ConvertAll(type => type.ToString());
    });

    private static string WithoutTimes(ApiAnswer answer) => Regex.Replace(answer.Body.ToString(), @"""last_active"":""[^""]*""", "");

    private static string Outcome(ApiAnswer answer) => answer.Status == 200 ? "200" : $"{answer.Status} {answer.Error}";

    /// <summary>With a login token and in a browser.</summary>
    private async Task<ApiUser> SignedIn(string email)
    {
        await Http.PostAnswer("/api/auth/login", new { email, password = "Quiet-Harbour-29!", mode = "session" });
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
