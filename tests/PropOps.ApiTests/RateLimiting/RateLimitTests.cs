using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Persistence;
using PropOps.Domain.RateLimiting;
using PropOps.Infrastructure.Persistence;
using PropOps.Infrastructure.RateLimiting;
using PropOps.TestHost;

namespace PropOps.ApiTests.RateLimiting;

/// <summary>In process on SQLite, by Redis on PostgreSQL: the numbers are the same.</summary>
public sealed class RateLimitTests(Column column) : ApiTest(column)
{
    private ApiUser _director = null!;
    private ApiUser _finance = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("Security:TrustedProxies", "127.0.0.0/8, 10.0.0.0/8")];

    protected override async Task Arrange()
    {
        Assert.That(Installation.Services.GetRequiredService<IRequestCounters>() is RedisCounters { IsAway: false }, Is.EqualTo(Column == Column.PostgreSql));
        _director = await ApiUser.SignIn(Http, "director");
        _finance = await ApiUser.SignIn(Http, "finance");
    }

    [Test]
    public async Task The_class_auth_takes_twenty_calls_a_minute_from_one_address()
    {
        // Two of them were the sign-ins above.
        var answers = new List<ApiAnswer>();
        for (var call = 0; call < 20; call++)
        {
            answers.Add(await Http.PostAnswer("/api/auth/login", new { email = "not-an-address", password = "x" }));
        }

        Assert.Multiple(() =>
        {
            Assert.That(answers[0].Header("X-RateLimit-Limit"), Is.EqualTo("20"));
            Assert.That(answers[0].Header("X-RateLimit-Remaining"), Is.EqualTo("17"));
            Assert.That(answers[17].Status, Is.EqualTo(400));
            Assert.That((answers[18].Status, answers[18].Code), Is.EqualTo((429, "rate_limited")));
            Assert.That(answers[18].Header("X-RateLimit-Remaining"), Is.EqualTo("0"));
            Assert.That(int.Parse(answers[18].Header("Retry-After")!), Is.InRange(1, 60));
        });
    }

    [Test]
    public async Task RL_5_liveness_is_not_counted_and_shows_the_class_public_untouched()
    {
        await Http.GetAnswer("/api/system/health/live");
        var second = await Http.GetAnswer("/api/system/health/live");

        Assert.That((second.Header("X-RateLimit-Limit"), second.Header("X-RateLimit-Remaining")), Is.EqualTo(("240", "240")));
    }

    [Test]
    public async Task RL_1_an_account_has_a_limit_of_its_own_and_what_it_refuses_counts_for_nobody()
    {
        await Add(new RateLimitRule(RateClass.Read, "GET", "/api/users/permissions", perIp: 50, perAccount: 5, DateTimeOffset.UtcNow));
        var answers = new List<ApiAnswer>();
        for (var call = 0; call < 9; call++)
        {
            answers.Add(await _director.Get("/api/users/permissions"));
        }

        var colleague = await _finance.Get("/api/users/permissions");
        var anonymous = await Http.GetAnswer("/api/users/permissions");

        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(new[] { 200, 200, 200, 200, 200, 429, 429, 429, 429 }));
            Assert.That(answers.Select(answer => answer.Header("X-RateLimit-Remaining")), Is.EqualTo(new[] { "4", "3", "2", "1", "0", "0", "0", "0", "0" }));
            Assert.That((colleague.Status, colleague.Header("X-RateLimit-Remaining")), Is.EqualTo((200, "4")));
            Assert.That((anonymous.Status, anonymous.Header("X-RateLimit-Limit"), anonymous.Header("X-RateLimit-Remaining")), Is.EqualTo((401, "50", "43")), "5 + 1 + 1 of 50");
        });
    }

    [Test]
    public async Task RL_7_the_headers_tell_the_limit_with_the_least_left()
    {
        await Add(new RateLimitRule(RateClass.Read, "GET", "/api/users/avatar", perIp: 3, perAccount: 2, DateTimeOffset.UtcNow));

        var ofAccount = await _director.Get("/api/users/avatar");
        await _finance.Get("/api/users/avatar");
        var ofAddress = await Http.GetAnswer("/api/users/avatar");

        Assert.That((ofAccount.Header("X-RateLimit-Limit"), ofAccount.Header("X-RateLimit-Remaining")), Is.EqualTo(("2", "1")));
        Assert.That((ofAddress.Header("X-RateLimit-Limit"), ofAddress.Header("X-RateLimit-Remaining")), Is.EqualTo(("3", "0")));
    }

    [Test]
    public async Task Of_parallel_calls_as_many_pass_as_the_limit_says()
    {
        await Add(new RateLimitRule(RateClass.Read, RateLimitRule.AnyMethod, "/api/auth/session", perIp: null, perAccount: 20, DateTimeOffset.UtcNow));

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _director.Get("/api/auth/session")));

        Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(20));
        Assert.That(answers.Count(answer => answer.Status == 429), Is.EqualTo(40));
    }

    [Test]
    public async Task RL_3_the_client_is_the_first_from_the_right_that_is_no_trusted_proxy()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(await LeftFor("198.51.100.1, 203.0.113.9, 10.0.0.1"), Is.EqualTo("239"));
            Assert.That(await LeftFor("198.51.100.2, 203.0.113.9"), Is.EqualTo("238"), "the same client, whatever it says of others");
            Assert.That(await LeftFor("203.0.113.10"), Is.EqualTo("239"));
            Assert.That(await LeftFor("2001:db8:1:2::1"), Is.EqualTo("239"));
            Assert.That(await LeftFor("2001:db8:1:2:ffff::1"), Is.EqualTo("238"), "one /64");
            Assert.That(await LeftFor("2001:db8:1:3::1"), Is.EqualTo("239"));
        });

        async Task<string?> LeftFor(string forwarded) =>
            (await Http.Answer(new(HttpMethod.Get, "/api/nowhere") { Headers = { { "X-Forwarded-For", forwarded } } })).Header("X-RateLimit-Remaining");
    }

    [Test]
    public async Task RL_4_a_changed_rule_is_in_force_within_a_second_for_callers_without_account_too()
    {
        await Add(new RateLimitRule(RateClass.Public, "GET", "/api/system/heartbeat", perIp: 100, perAccount: null, DateTimeOffset.UtcNow));
        await Until("100");

        // The machine may hold up any of the changes, but not each of them.
        var fastest = TimeSpan.MaxValue;
        foreach (var limit in new[] { 77, 78, 79 })
        {
            await Change(rule => rule.Path == "/api/system/heartbeat", rule => rule.Limit(limit, null, DateTimeOffset.UtcNow));
            var took = await Until($"{limit}");
            fastest = took < fastest ? took : fastest;
        }

        Assert.That(fastest, Is.LessThan(TimeSpan.FromSeconds(1)));

        async Task<TimeSpan> Until(string limit)
        {
            var watch = Stopwatch.StartNew();
            await Eventually.Get("The limit", async () => (await Http.GetAnswer("/api/system/heartbeat")).Header("X-RateLimit-Limit"), told => told == limit);
            return watch.Elapsed;
        }
    }

    /// <summary>Until the rule is in force: a request is counted before it is known who makes it.</summary>
    private async Task Add(RateLimitRule rule)
    {
        await InTransaction(db => db.Add(rule));
        var rules = Installation.Services.GetRequiredService<RateLimitRules>();
        await Eventually.Holds("The rule", () => Task.FromResult(rules.Of(rule.Class, "GET", rule.Path!).PerAccount == rule.PerAccount));
    }

    private Task Change(Func<RateLimitRule, bool> which, Action<RateLimitRule> change) => InTransaction(db => change(db.Set<RateLimitRule>().Single(which)));

    private async Task InTransaction(Action<PropOpsDbContext> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            () =>
            {
                work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
                return Task.FromResult(true);
            },
            CancellationToken.None);
    }
}
