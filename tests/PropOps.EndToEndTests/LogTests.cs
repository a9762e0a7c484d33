using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>
/// What stands in the log when much goes wrong, the log is more talkative than it should be, and the collector of the
/// telemetry is away: what happened and to which request, but nobody's data and no secret.
/// </summary>
[TestFixture(false, TestName = "On SQLite")]
[TestFixture(true, TestName = "On PostgreSQL")]
public sealed class LogTests(bool onPostgres) : IAsyncDisposable
{
    private const string CollectorPassword = "Collector-Secret-4712";
    private const string DatabasePassword = "Database-Secret-4713";
    private const string Text = "Ring Philippa Featherstonehaugh on 07700 900123 before you come";

    /// <summary>Whatever must not be found; the tokens are added as they are given.</summary>
    private readonly HashSet<string> _secrets =
    [
        WatchedInstallation.RelayPassword, CollectorPassword, DatabasePassword, "Demo-Pass-2026!", "Wrong-Pass-2026!", Convert.ToBase64String(new byte[32]),
        "Featherstonehaugh", "07700 900123", "07700900123", "+447700900123", "philippa", "director@", "coordinator@", "agent.north@", "tenant@", "No hot water",
    ];

    private WatchedInstallation _installation = null!;
    private string _failedCreate = "";
    private string _failedMail = "";
    private JsonElement[] _lines = [];

    [OneTimeSetUp]
    public async Task OneBadDay()
    {
        _installation = await WatchedInstallation.Start(
            onPostgres,
            [
                ("Logging__Console__FormatterName", "json"),
                ("Logging__LogLevel__Default", "Debug"), ("Logging__LogLevel__Microsoft", "Information"), ("Logging__LogLevel__Hangfire", "Debug"),
                ("Logging__LogLevel__Microsoft.AspNetCore.Server.Kestrel", "Debug"),
                ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_EXPORTER_OTLP_HEADERS", $"authorization={CollectorPassword}"), ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ],
            $"Password={DatabasePassword}");
        await SignIns();
        using var agent = await _installation.Product.SignIn("agent.north");
        using var coordinator = await _installation.Product.SignIn("coordinator");
        var address = await _installation.Records.FirstAddress();
        await Nonsense(coordinator);
        await FailedMail(coordinator, address, agent.AccountId);
        await FailedCreate(coordinator, address, agent.AccountId);
        await ForgottenPassword();

        Assert.That(await _installation.Product.Stop(), Is.Zero, "the collector that is away holds nothing up");
        _lines = [.. _installation.Product.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_installation is not null)
        {
            await _installation.DisposeAsync();
        }
    }

    [Test]
    public void It_holds_nobodys_data_and_no_secret() =>
        Assert.That(_installation.Product.Output.Split('\n').Where(line => _secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))), Is.Empty);

    [Test]
    public void What_failed_is_found_by_the_correlation_id_of_the_request()
    {
        Assert.That(Messages(_failedCreate), Has.Some.StartsWith("The request failed: "));
        Assert.That(Messages(_failedMail), Has.Some.Matches("^Row [0-9]+ failed for good: 554 5\\.7\\.1 p\\*\\*\\*@demo\\.propops\\.test is blocked$"), "in the background too");
    }

    [Test]
    public void Hangfire_and_Kestrel_had_their_say() =>
        Assert.That(_lines.Select(line => line.GetProperty("Category").GetString()), Has.Some.StartsWith("Hangfire.").And.Some.StartsWith("Microsoft.AspNetCore.Server.Kestrel"));

    [Test]
    public void No_line_holds_a_trace() => Assert.That(_installation.Product.Output, Does.Not.Contain("   at PropOps.").And.Not.Contain(".cs:line"));

    /// <summary>By the API and by the page, right and wrong.</summary>
    private async Task SignIns()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _installation.Product.Url };
        foreach (var (email, password) in new[] { ("director@demo.propops.test", "Wrong-Pass-2026!"), ("philippa@demo.propops.test", "Wrong-Pass-2026!"), ("director@demo.propops.test", "Demo-Pass-2026!") })
        {
            var answer = await (await http.PostAsJsonAsync("/api/auth/login", new { email, password, mode = "session" })).Content.ReadAsStringAsync();
            Remember(answer);
            await http.GetAsync($"/hangfire/{email}");
            var page = await http.GetStringAsync("/sign-in");
            var token = page.Split("form_token\" value=\"").ElementAtOrDefault(1)?[..64] ?? "";
            await http.PostAsync("/sign-in", new FormUrlEncodedContent([new("email", email), new("password", password), new("form_token", token)]));
        }
    }

    /// <summary>What is no request, no route, no JSON and no field.</summary>
    private async Task Nonsense(ApiSession session)
    {
        _secrets.Add(session.Csrf);
        _secrets.Add(session.Token);
        await session.TryGet($"/api/jobs/manage?action=list&search={Uri.EscapeDataString("philippa@demo.propops.test")}");
        await session.TryGet("/api/people/philippa@demo.propops.test?phone=07700900123");
        await session.Post("/api/jobs/manage", new { action = "create", job_title = new[] { Text } });
        await session.Post("/api/jobs/manage", Text);
        using var socket = new TcpClient(_installation.Product.Url.Host, _installation.Product.Url.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes("GET /philippa@demo.propops.test HTTP/9.9\r\nHost: 07700900123\r\n\r\n"));
        await stream.ReadExactlyAsync(new byte[12]);
    }

    /// <summary>A link that is mailed, used with a password too weak, and then with another.</summary>
    private async Task ForgottenPassword()
    {
        const string Password = "Secret-Of-Nobody-9x";
        using var http = new HttpClient { BaseAddress = _installation.Product.Url };
        await http.PostAsJsonAsync("/api/password-reset", new { action = "request", email = "finance@demo.propops.test" });
        var mail = await Eventually.Get("The link", () => Task.FromResult(_installation.Relay.Mails.LastOrDefault(mail => mail.Subject == "Reset your password")), mail => mail is not null);
        var token = Regex.Match(mail!.TextBody!, "token=([A-Za-z0-9_-]{43})").Groups[1].Value;
        _secrets.UnionWith([token, Password, "finance@"]);
        await http.PostAsJsonAsync("/api/password-reset", new { action = "reset", token, password = "weak" });
        var reset = await http.PostAsJsonAsync("/api/password-reset", new { action = "reset", token, password = Password });
        Assert.That((int)reset.StatusCode, Is.EqualTo(200));
    }

    private async Task FailedMail(ApiSession session, long address, long agent)
    {
        _installation.Relay.Fault("1 data 554 5.7.1 philippa@demo.propops.test is blocked");
        var answer = await Create(session, address, agent);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
        _failedMail = answer.Header("X-Correlation-Id")!;
        await _installation.Settled(deliveries: 2);
    }

    private async Task FailedCreate(ApiSession session, long address, long agent)
    {
        await _installation.Records.Change("ALTER TABLE jobs_commits RENAME TO jobs_commits_away");
        var answer = await Create(session, address, agent);
        Assert.That((answer.Status, answer.Code), Is.EqualTo((500, "internal_error")));
        _failedCreate = answer.Header("X-Correlation-Id")!;
    }

    private static Task<Answered> Create(ApiSession session, long address, long agent) => session.Post("/api/jobs/manage", new
    {
        action = "create", job_title = Text, job_description = "No hot water, says philippa@demo.propops.test", access_details = Text, priority_id = 2, status_id = 1, job_type_id = 3, address_id = address, agent_id = agent,
    });

    private void Remember(string signedIn)
    {
        var answer = JsonDocument.Parse(signedIn).RootElement;
        if (answer.TryGetProperty("csrf_token", out var csrf))
        {
            _secrets.UnionWith([csrf.GetString()!, answer.GetProperty("user").GetProperty("name").GetString()!]);
        }
    }

    private string[] Messages(string correlation) =>
    [
        .. from line in _lines
           where line.TryGetProperty("Scopes", out var scopes)
               && scopes.EnumerateArray().Any(scope => scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty("CorrelationId", out var id) && id.GetString() == correlation)
           select line.GetProperty("Message").GetString(),
    ];
}
