using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>What a collector hears of one job, from its creation to its mails.</summary>
[TestFixture(false, "sqlite", TestName = "On SQLite")]
[TestFixture(true, "postgresql", TestName = "On PostgreSQL")]
public sealed class TelemetryTests(bool onPostgres, string system) : IAsyncDisposable
{
    private readonly OtlpPeerProcess _collector = new();
    private WatchedInstallation _installation = null!;
    private string _correlation = "";
    private int _refusals;

    [OneTimeSetUp]
    public async Task OneJobAndItsMails()
    {
        _installation = await WatchedInstallation.Start(
            onPostgres,
            [("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Url), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("RateLimiting__Multiplier", "1")]);
        using var agent = await _installation.Product.SignIn("agent.north");
        using var coordinator = await _installation.Product.SignIn("coordinator");
        _installation.Relay.Fault("1 data 451 4.7.1 Later");
        var created = await coordinator.TryCreateJob(await _installation.Records.FirstAddress(), agent.AccountId, "one-job");
        Assert.That(created.Status, Is.EqualTo(200), created.Body.ToString());
        _correlation = created.Header("X-Correlation-Id")!;
        await _installation.Settled(deliveries: 2);

        // What nobody serves, and what is too much.
        await coordinator.TryGet("/api/people/jane.doe@example.test?phone=07400123456");
        for (var call = 0; call < 30; call++)
        {
            _refusals += (await coordinator.Post("/api/auth/login", new { email = "not-an-address", password = "x" })).Status == 429 ? 1 : 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _collector.Dispose();
        if (_installation is not null)
        {
            await _installation.DisposeAsync();
        }
    }

    [Test]
    public async Task One_trace_tells_the_request_its_commands_the_events_handling_and_the_mails()
    {
        var trace = await Eventually.Get("The trace", async () => TraceOf(await _collector.Spans(), _correlation), IsWhole);

        var request = trace.Single(span => span.ParentId.Length == 0);
        Assert.Multiple(() =>
        {
            Assert.That(request.Name, Is.EqualTo("POST /api/jobs/manage"));
            Assert.That(request.Labels, Is.EquivalentTo(new Dictionary<string, string>
            {
                ["http.request.method"] = "POST", ["http.route"] = "/api/jobs/manage", ["http.response.status_code"] = "200",
                ["propops.operation"] = "jobs.manage.create", ["propops.correlation_id"] = _correlation,
            }));
            Assert.That(request.Resource["service.name"], Is.EqualTo("propops"));
            Assert.That(Below(request, "INSERT").Select(command => command.Labels["db.system.name"]), Is.Not.Empty.And.All.EqualTo(system));

            var handling = trace.Where(span => span.Name == "event job.created").ToList();
            Assert.That(
                handling.Select(span => (span.ParentId, span.Labels["propops.correlation_id"], span.Labels["propops.outcome"])),
                Is.Not.Empty.And.All.EqualTo((request.SpanId, _correlation, "handled")));
            Assert.That(handling.SelectMany(span => Below(span, "INSERT")), Is.Not.Empty);

            // Two mails, and the second attempt of the one that was put off.
            var sending = trace.Where(span => span.Name == "job DeliverEmail" && Below(span, "mail").Any()).ToList();
            Assert.That(sending.Select(span => span.Labels["propops.correlation_id"]), Is.EqualTo(new[] { _correlation, _correlation, _correlation }));
            Assert.That(sending.Select(span => trace.Single(other => other.SpanId == span.ParentId).Name), Is.EquivalentTo(new[] { "event job.created", "event job.created", "job DeliverEmail" }));
        });

        IEnumerable<SpanSeen> Below(SpanSeen parent, string name) => trace.Where(span => span.ParentId == parent.SpanId && span.Name == name);
    }

    [Test]
    public async Task The_figures_say_how_often_how_long_and_with_what_outcome()
    {
        Assert.That(_refusals, Is.Positive);
        await Told("propops.rate_limit.refusals", figure => figure.Value == _refusals, ("propops.rule", "Auth"));
        await Told("propops.mail.attempts", figure => figure.Value == 2, ("propops.outcome", "sent"));
        await Told("propops.mail.attempts", figure => figure.Value == 1, ("propops.outcome", "postponed"));
        await Told("propops.outbox.lag", figure => figure is { Count: 1, Value: > 0 and < 60, Unit: "s" }, ("propops.event", "job.created"), ("propops.outcome", "handled"));
        await Told("propops.outbox.waiting", figure => figure.Value == 0);
        await Told("propops.outbox.oldest", figure => figure.Value == 0);
        await Told("propops.outbox.dead", figure => figure.Value == 0);
        await Told("propops.background_job.duration", figure => figure is { Count: >= 3, Unit: "s" }, ("propops.job", "DeliverEmail"), ("propops.outcome", "succeeded"));
        await Told("db.client.operation.duration", figure => figure.Count > 0, ("db.system.name", system), ("db.operation.name", "INSERT"));
        await Told(
            "http.server.request.duration",
            figure => figure.Count == 1,
            ("http.route", "/api/jobs/manage"), ("http.request.method", "POST"), ("http.response.status_code", "200"), ("propops.operation", "jobs.manage.create"));
        await Told("http.server.request.duration", figure => figure.Count == _refusals, ("http.response.status_code", "429"));
        await Told("dotnet.gc.collections", figure => figure.Value >= 0);
    }

    [Test]
    public async Task Nothing_that_is_told_names_a_person_a_record_or_an_address()
    {
        await Told("http.server.request.duration", figure => figure.Count == 1, ("http.response.status_code", "404"));

        string[] figures = [.. (await _collector.Figures()).SelectMany(figure => figure.Labels.Values)];
        string[] spans = [.. (await _collector.Spans()).SelectMany(span => span.Labels.Values.Concat(span.Told).Append(span.Name))];
        Assert.Multiple(() =>
        {
            Assert.That(figures, Has.None.Contains("@").And.None.Contains("jane").And.None.Contains("07400123456").And.None.Contains("people"));
            Assert.That(figures, Has.None.Matches<string>(label => Guid.TryParse(label, out _)).And.None.EqualTo(_correlation));
            Assert.That(spans, Has.None.Contains("@").And.None.Contains("jane").And.None.Contains("07400123456").And.None.Contains("people").And.None.Contains("No hot water"));
            Assert.That(spans, Has.None.Contains("core_").And.None.Contains("127.0.0.1"));
        });
    }

    /// <summary>A span is sent when it has ended, its children before it: all three mails are there, and every span's parent.</summary>
    private static bool IsWhole(List<SpanSeen> trace)
    {
        var known = trace.Select(span => span.SpanId).Append("").ToHashSet();
        return trace.Count(span => span.Name == "mail") == 3 && trace.All(span => known.Contains(span.ParentId));
    }

    private static List<SpanSeen> TraceOf(IReadOnlyList<SpanSeen> spans, string correlation) =>
        spans.FirstOrDefault(span => span.Labels.GetValueOrDefault("propops.correlation_id") == correlation) is { } one ? [.. spans.Where(span => span.TraceId == one.TraceId)] : [];

    /// <summary>Waits until the figure under this name and these labels is so: each comes with the next export after it was made.</summary>
    private Task Told(string name, Func<FigureSeen, bool> isSo, params (string Label, string Value)[] labels) => Eventually.Get(
        $"{name} {string.Join(' ', labels)}",
        async () => (await _collector.Figures()).FirstOrDefault(figure => figure.Name == name && labels.All(label => figure.Labels.GetValueOrDefault(label.Label) == label.Value)),
        figure => figure is not null && isSo(figure));
}
