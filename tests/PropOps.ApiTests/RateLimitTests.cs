using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests;

public sealed class RateLimitTests(Column column) : ApiTest(column)
{
    [Test]
    public async Task The_class_auth_takes_twenty_calls_a_minute_from_one_address()
    {
        var answers = new List<ApiAnswer>();
        for (var call = 0; call < 22; call++)
        {
            answers.Add(await Http.PostAnswer("/api/auth/login", new { email = "not-an-address", password = "x" }));
        }

        Assert.Multiple(() =>
        {
            Assert.That(answers[0].Header("X-RateLimit-Limit"), Is.EqualTo("20"));
            Assert.That(answers[0].Header("X-RateLimit-Remaining"), Is.EqualTo("19"));
            Assert.That(answers[19].Status, Is.EqualTo(400));
            Assert.That((answers[20].Status, answers[20].Code), Is.EqualTo((429, "rate_limited")));
            Assert.That(answers[20].Header("X-RateLimit-Remaining"), Is.EqualTo("0"));
            Assert.That(int.Parse(answers[20].Header("Retry-After")!), Is.InRange(1, 60));
        });
    }

    [Test]
    public async Task Liveness_is_not_counted_and_shows_the_class_public_untouched()
    {
        var first = await Http.GetAnswer("/api/system/health/live");
        var second = await Http.GetAnswer("/api/system/health/live");

        Assert.That(first.Header("X-RateLimit-Limit"), Is.EqualTo("240"));
        Assert.That(second.Header("X-RateLimit-Remaining"), Is.EqualTo(first.Header("X-RateLimit-Remaining")));
    }
}
