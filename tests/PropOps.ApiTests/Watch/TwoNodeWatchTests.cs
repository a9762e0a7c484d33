using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Jobs;
using PropOps.TestHost;

namespace PropOps.ApiTests.Watch;

/// <summary>
/// What an administrator changes on one node is in force on the other within a second: with the second request at the latest,
/// since each reads the change numbers. Counted in requests, because a busy machine's seconds prove nothing.
/// </summary>
public sealed class TwoNodeWatchTests : TwoNodesTest
{
    private const string Limits = "/api/admin/rate-limits";
    private const string Maintenance = "/api/system/maintenance-mode";

    [Test]
    public async Task LIM_1_a_limit_saved_on_one_node_holds_on_the_other_and_both_count_together()
    {
        var here = await ApiUser.SignIn(Nodes[0], "director");
        var there = new ApiUser(Nodes[1], here.Token, here.Csrf);
        var finance = await ApiUser.SignIn(Nodes[0], "finance");
        var saved = await here.Post(Limits, new { action = "save", method = "GET", path = "/api/auth/session", per_account = 5, window_seconds = 60 });
        var asked = await Until("The limit on the other node", async () => (await there.Get("/api/auth/session")).Header("X-RateLimit-Limit") == "5");

        var onSecond = await SixCalls(_ => Nodes[1]);
        await here.Post(Limits, new { action = "clear", user_id = (await finance.Get("/api/users/profile")).Data.Text("uuid") });
        var alternating = await SixCalls(call => Nodes[call % 2]);
        var deleted = await here.Post(Limits, new { action = "delete", uuid = saved.Data.Text("uuid") });
        await Until("The class on the other node", async () => (await there.Get("/api/auth/session")).Header("X-RateLimit-Limit") != "5");
        var afterwards = await new ApiUser(Nodes[1], finance.Token, "").Get("/api/auth/session");

        Assert.Multiple(() =>
        {
            Assert.That(asked, Is.LessThanOrEqualTo(2));
            Assert.That(onSecond, Is.EqualTo(new[] { 200, 200, 200, 200, 200, 429 }));
            Assert.That(alternating, Is.EqualTo(new[] { 200, 200, 200, 200, 200, 429 }), "cleared once, on both nodes");
            Assert.That((deleted.Status, afterwards.Status), Is.EqualTo((200, 200)), "LIM-2");
        });

        async Task<List<int>> SixCalls(Func<int, HttpClient> node)
        {
            var statuses = new List<int>();
            for (var call = 0; call < 6; call++)
            {
                statuses.Add((await new ApiUser(node(call), finance.Token, "").Get("/api/auth/session")).Status);
            }

            return statuses;
        }
    }

    [Test]
    public async Task Maintenance_that_begins_and_ends_on_one_node_does_so_on_the_other()
    {
        var manager = await ApiUser.SignIn(Nodes[0], "sysops");
        var agent = await ApiUser.SignIn(Nodes[1], "agent.north");
        var before = await agent.Get("/api/jobs/manage");

        await manager.Post(Maintenance, new { enabled = true, reason = "Moving house" });
        var begun = await Until("The gate on the other node", async () => (await agent.Get("/api/jobs/manage")).Status == 503);
        var told = await Nodes[1].GetAnswer(Maintenance);
        await manager.Post(Maintenance, new { enabled = false });
        var ended = await Until("The open gate on the other node", async () => (await agent.Get("/api/jobs/manage")).Status == 200);

        Assert.Multiple(() =>
        {
            Assert.That(before.Status, Is.EqualTo(200));
            Assert.That(begun, Is.LessThanOrEqualTo(2));
            Assert.That(told.Data.Text("reason"), Is.EqualTo("Moving house"));
            Assert.That(ended, Is.LessThanOrEqualTo(2));
        });
    }

    /// <returns>how often it was asked.</returns>
    private static async Task<int> Until(string what, Func<Task<bool>> holds)
    {
        var asked = 0;
        await Eventually.Holds(what, () =>
        {
            asked++;
            return holds();
        });
        return asked;
    }
}
