using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Accounts;

/// <summary>What waits for somebody's decision stands in one queue, and each row says where it is decided.</summary>
public sealed class ApprovalQueueTests(Column column) : AccountsTest(column)
{
    private const string Path = "/api/admin/approvals";

    [Test]
    [ProvesParameters("admin.approvals.list", "kind", "mine", "limit", "offset", "include_total")]
    public async Task An_account_waits_in_the_queue_until_somebody_stronger_decides()
    {
        var director = await As("director");
        var first = await Waiting(NewAccount("Anna", 2, branch: 1));
        var manager = await Waiting(NewAccount("Mona", 1, role: 3));
        await MadeEarlier(manager, TimeSpan.FromDays(2));

        var all = await director.Get($"{Path}?include_total=true");
        var second = await director.Get($"{Path}?limit=1&offset=1");
        var amendments = await director.Get($"{Path}?kind=amendment");
        var accounts = await director.Get($"{Path}?kind=account");
        var row = all.Data[0];
        var reject = row.GetProperty("decide").GetProperty("reject");
        var body = reject.GetProperty("body").EnumerateObject().ToDictionary(field => field.Name, field => (object)field.Value.GetInt32());
        var decided = await director.Post(
            reject.GetProperty("path").GetString()!, new Dictionary<string, object>(body) { ["action"] = reject.GetProperty("action").GetString()!, ["uuid"] = manager, ["reason"] = "Left" });
        var afterwards = await director.Get(Path);

        Assert.Multiple(() =>
        {
            Assert.That(Uuids(all), Is.EqualTo(new[] { manager, first }), "the oldest first");
            Assert.That(all.Body.GetProperty("total").GetInt32(), Is.EqualTo(2));
            Assert.That(all.Body.GetProperty("by_kind").GetProperty("account").GetInt32(), Is.EqualTo(2));
            Assert.That((row.Text("kind"), row.Text("detail"), row.Text("resource_type"), row.Text("resource_uuid")), Is.EqualTo(("account", "Made 2 days ago", "user", manager)));
            Assert.That(row.Text("title"), Does.EndWith(" (Staff)"));
            Assert.That(row.GetProperty("due_at").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(Uuids(second), Is.EqualTo(new[] { first }));
            Assert.That((amendments.Data.GetArrayLength(), amendments.Body.GetProperty("by_kind").GetProperty("account").GetInt32()), Is.EqualTo((0, 2)));
            Assert.That(Uuids(accounts), Has.Count.EqualTo(2));
            Assert.That(decided.Status, Is.EqualTo(200), decided.Body.ToString());
            Assert.That(Uuids(afterwards), Is.EqualTo(new[] { first }));
        });
        await OnlyTheWeaker(first);
    }

    /// <summary>Who may not decide sees what waits, on demand, and is offered no way to decide.</summary>
    private async Task OnlyTheWeaker(string agent)
    {
        var peer = await Waiting(NewAccount("Peer", 1, role: 3));
        var finance = await As("finance");
        var nothing = await finance.Get(Path);
        var seen = await finance.Get($"{Path}?mine=false");
        await InDatabase(async db =>
        {
            var role = await db.Set<Role>().SingleAsync(role => role.Name == "Manager");
            var id = (await Installation.Demo()).Accounts["coordinator"];
            await db.Set<User>().Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.RoleId, role.Id));
        });
        var manager = await As("coordinator");
        var mine = await manager.Get(Path);
        var both = await manager.Get($"{Path}?mine=false");
        var stranger = await (await As("agent.north")).Get(Path);

        Assert.Multiple(() =>
        {
            Assert.That((nothing.Data.GetArrayLength(), nothing.Body.GetProperty("by_kind").GetProperty("account").GetInt32()), Is.EqualTo((0, 0)));
            Assert.That(Uuids(seen), Is.EqualTo(new[] { agent, peer }));
            Assert.That(seen.Data.EnumerateArray().Select(row => row.GetProperty("decide").ValueKind), Is.All.EqualTo(JsonValueKind.Null));
            Assert.That(Uuids(mine), Is.EqualTo(new[] { agent }));
            Assert.That(both.Data.EnumerateArray().Select(row => row.GetProperty("decide").ValueKind), Is.EqualTo(new[] { JsonValueKind.Object, JsonValueKind.Null }));
            Assert.That(stranger.Code, Is.EqualTo("permission_denied"));
        });
    }

    private async Task<string> Waiting(object fields)
    {
        var answer = await (await As("director")).Post("/api/users/users", fields);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        return answer.Data.Text("uuid")!;
    }

    private static object NewAccount(string name, int type, object? branch = null, int? role = null) => new Dictionary<string, object?>
    {
        ["action"] = "create_user", ["first_name"] = name, ["last_name"] = "Field", ["email"] = $"{name}@example.com", ["password"] = "Quiet-Harbour-29!", ["account_type_id"] = type,
        ["branch_id"] = branch, ["role_id"] = role, ["require_approval"] = true,
    }.Where(field => field.Value is not null).ToDictionary();

    private static List<string?> Uuids(ApiAnswer answer) => [.. answer.Data.EnumerateArray().Select(row => row.Text("uuid"))];

    private Task MadeEarlier(string uuid, TimeSpan by) => InDatabase(db =>
    {
        var (made, account) = (DateTimeOffset.UtcNow - by, Guid.Parse(uuid));
        return db.Set<User>().Where(user => user.Uuid == account).ExecuteUpdateAsync(set => set.SetProperty(user => user.CreatedAt, made));
    });

    private async Task InDatabase(Func<PropOpsDbContext, Task> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }
}
