using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests;

public sealed class EnvelopeTests(Column column) : ApiTest(column)
{
    [Test]
    public async Task API_1_an_unknown_route_is_an_envelope_with_every_header()
    {
        var answer = await Http.GetAnswer("/api/nowhere");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(404));
            Assert.That(answer.Code, Is.EqualTo("unknown_route"));
            Assert.That(answer.Error, Is.EqualTo("No such endpoint"));
            Assert.That(answer.Body.GetProperty("correlation_id").GetString(), Is.EqualTo(answer.Header("X-Correlation-Id")));
            Assert.That(answer.Header("X-Response-Time-ms"), Does.Match(@"^\d+\.\d\d$"));
            Assert.That(answer.Header("X-DB-Query-Time-ms"), Is.EqualTo("0.00"));
            Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(answer.Header("Server"), Is.Null);
        });
    }

    [TestCase("GET", "/api/system/health/live", 200)]
    [TestCase("GET", "/api/jobs/manage", 401)]
    [TestCase("GET", "/api/nowhere", 404)]
    [TestCase("POST", "/api/system/health/live", 405)]
    [TestCase("POST", "/api/auth/login", 400)]
    public async Task API_2_every_answer_has_the_headers(string method, string path, int status)
    {
        var answer = await Http.Answer(new(new HttpMethod(method), path));

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(
            new[] { "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Response-Time-ms", "X-DB-Query-Time-ms", "X-Correlation-Id" }.Where(name => answer.Header(name) is null),
            Is.Empty);
    }

    [Test]
    public async Task API_1_a_wrong_verb_names_the_right_ones()
    {
        var answer = await Http.PostAnswer("/api/system/health/live", new { });

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(405));
            Assert.That(answer.Code, Is.EqualTo("method_not_allowed"));
            Assert.That(answer.Header("Allow"), Does.Contain("GET"));
        });
    }

    [Test]
    public async Task The_clients_correlation_id_comes_back_where_it_is_well_formed()
    {
        var mine = await Http.Answer(new(HttpMethod.Get, "/api/system/health/live") { Headers = { { "X-Correlation-Id", "order-4711.a_b" } } });
        var bad = await Http.Answer(new(HttpMethod.Get, "/api/system/health/live") { Headers = { { "X-Correlation-Id", "bad id" } } });

        Assert.That(mine.Header("X-Correlation-Id"), Is.EqualTo("order-4711.a_b"));
        Assert.That(bad.Header("X-Correlation-Id"), Does.Match("^[A-Za-z0-9._-]{8,64}$"));
    }

    [Test]
    public async Task A_too_long_address_and_too_large_headers_are_judged_in_the_envelope()
    {
        var address = await Http.GetAnswer("/api/system/health/live?x=" + new string('a', 9000));
        var headers = await Http.Answer(new(HttpMethod.Get, "/api/system/health/live") { Headers = { { "X-Big", new string('a', 40_000) } } });

        Assert.That((address.Status, address.Code), Is.EqualTo((414, "uri_too_long")));
        Assert.That((headers.Status, headers.Code), Is.EqualTo((431, "header_too_large")));
    }

    [Test]
    public async Task Unknown_parameters_are_named_and_passed_over()
    {
        var answer = await Http.GetAnswer("/api/system/health/live?foo=1&_=2&utm_source=3&Bar=4");

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Header("X-Ignored-Parameters"), Is.EqualTo("foo,Bar"));
    }

    [Test]
    public async Task A_head_request_has_the_headers_of_the_get_and_no_body()
    {
        var response = await Http.SendAsync(new(HttpMethod.Head, "/api/system/health/live"));

        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(response.Content.Headers.ContentLength, Is.GreaterThan(0));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.Empty);
    }
}
