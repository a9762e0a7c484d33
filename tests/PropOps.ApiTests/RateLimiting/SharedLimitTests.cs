using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.RateLimiting;

/// <summary>Two nodes on one Redis are one to a caller, whoever it says it is; another installation on it is not.</summary>
public sealed class SharedLimitTests
{
    private readonly string _prefix = $"test-{Guid.NewGuid():N}:";

    [Test]
    public async Task Nodes_share_a_limit_and_installations_do_not()
    {
        await using var first = await Start(_prefix);
        await using var second = await Start(_prefix);
        await using var stranger = await Start($"other-{_prefix}");
        Installation[] nodes = [first, second];
        var answers = new List<ApiAnswer>();
        for (var call = 0; call < 22; call++)
        {
            answers.Add(await SignIn(nodes[call % 2]));
        }

        var elsewhere = await SignIn(stranger);

        Assert.That(answers.Take(20).Select(answer => answer.Status), Has.All.EqualTo(400));
        Assert.That(answers.Skip(20).Select(answer => answer.Status), Has.All.EqualTo(429));
        Assert.That((elsewhere.Status, elsewhere.Header("X-RateLimit-Remaining")), Is.EqualTo((400, "19")));
    }

    private static Task<Installation> Start(string prefix) => Installation.Start(
        Column.Sqlite, ("ConnectionStrings:Redis", Environment.GetEnvironmentVariable("PROPOPS_TEST_REDIS")!), ("Redis:KeyPrefix", prefix));

    private static async Task<ApiAnswer> SignIn(Installation node)
    {
        using var http = node.Client();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", $"203.0.113.{Random.Shared.Next(250)}");
        return await http.PostAnswer("/api/auth/login", new { email = "not-an-address", password = "x" });
    }
}
