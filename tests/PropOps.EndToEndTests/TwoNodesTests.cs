using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>Two processes on one PostgreSQL and one Redis are one product to everybody.</summary>
public sealed class TwoNodesTests : IAsyncDisposable
{
    private const string JobsPath = "/api/jobs/manage";
    private readonly DataFolder _data = new();
    private readonly SmtpPeerProcess _relay = new();
    private ProductionDatabase _database = null!;
    private Product[] _nodes = [];

    [OneTimeSetUp]
    public async Task StartNodes()
    {
        _database = await ProductionDatabase.Create();
        (string, string)[] settings =
        [
            .. _database.Settings,
            ("Email__Smtp__Host", "127.0.0.1"), ("Email__Smtp__Port", $"{_relay.Port}"), ("Email__Smtp__Security", "None"),
            ("RateLimiting__Multiplier", "1"),
        ];
        await Product.Migrate(_data, settings);
        _nodes = [await Product.Run(_data, settings), await Product.Run(_data, settings)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            node.Dispose();
        }

        _relay.Dispose();
        _data.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Test]
    public async Task A_token_is_good_at_both_and_revoked_at_neither()
    {
        using var here = await _nodes[0].SignIn("director");
        using var there = here.At(_nodes[1].Url);
        Assert.That(await Statuses(here, there), Is.EqualTo(new[] { 200, 200 }));

        Assert.That((await there.Post("/api/auth/logout", new { })).Status, Is.EqualTo(200));
        Assert.That(await Statuses(here, there), Is.EqualTo(new[] { 401, 401 }));
    }

    [Test]
    public async Task A_CSRF_token_is_used_up_for_both()
    {
        using var here = await _nodes[0].SignIn("sysops");
        using var there = here.At(_nodes[1].Url);
        var token = here.Csrf;
        Assert.That((await Move(here, token)).Code, Is.Not.EqualTo("csrf_invalid"));
        Assert.That((await Move(there, token)).Code, Is.EqualTo("csrf_invalid"));
        Assert.That((await Move(there, here.Csrf)).Code, Is.Not.EqualTo("csrf_invalid"), "the next one came from the other node");
    }

    [Test]
    public async Task They_share_the_limits()
    {
        var left = new List<int>();
        for (var call = 0; call < 6; call++)
        {
            using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = FromAnotherAddress }) { BaseAddress = _nodes[call % 2].Url };
            using var answer = await http.PostAsJsonAsync("/api/auth/login", new { email = "not-an-address", password = "x" });
            left.Add(int.Parse(answer.Headers.GetValues("X-RateLimit-Remaining").Single(), null));
        }

        Assert.That(left, Is.EqualTo(Enumerable.Range(0, 6).Select(call => left[0] - call)));
    }

    [Test]
    public async Task An_event_is_handled_once()
    {
        using var agent = await _nodes[0].SignIn("agent.north");
        using var here = await _nodes[0].SignIn("coordinator");
        using var there = here.At(_nodes[1].Url);
        var (address, uuids) = (await _database.FirstAddress(), new List<string>());
        var known = (await _database.Deliveries()).Count;
        for (var job = 0; job < 10; job++)
        {
            var client = job % 2 == 0 ? here : there;
            var other = job % 2 == 0 ? there : here;
            uuids.Add((await client.CreateJob(address, agent.AccountId, Guid.NewGuid().ToString()))!.Value.GetProperty("uuid").GetString()!);
            other.Csrf = client.Csrf;
        }

        await Settled();
        var deliveries = (await _database.Deliveries()).Skip(known).ToList();
        Assert.That(deliveries, Has.Count.EqualTo(2 * uuids.Count));
        Assert.That(deliveries.Select(delivery => (delivery.Status, delivery.Attempts)), Has.All.EqualTo(("Sent", 1)));
        Assert.That(_relay.Mails.Select(mail => mail.MessageId), Is.Unique.And.SupersetOf(deliveries.Select(delivery => $"{delivery.Uuid}@propops.local")));
    }

    [Test]
    public async Task A_recurring_task_runs_once()
    {
        // A hold that ends today, and a morning since which nobody looked.
        var held = await _database.Number("SELECT min(id) FROM jobs_jobs WHERE status = 5");
        Assert.That(await _database.Change($"UPDATE jobs_jobs SET hold_resume_on = current_date WHERE id = {held}"), Is.EqualTo(1));
        var commits = $"SELECT count(*) FROM jobs_commits WHERE job_id = {held}";
        var before = await _database.Number(commits);
        const string runs = "SELECT count(*) FROM hangfire.job WHERE invocationdata::text LIKE '%ScheduledTaskRunner%ResumeHolds%'";
        var ranBefore = await _database.Number(runs);
        await _database.Change(
            """
            UPDATE hangfire.hash SET value = to_char(now() AT TIME ZONE 'utc' - interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS".0000000Z"')
              WHERE key = 'recurring-job:jobs.resume_holds' AND field IN ('CreatedAt', 'NextExecution');
            UPDATE hangfire.set SET score = extract(epoch FROM now() - interval '1 day') WHERE key = 'recurring-jobs' AND value = 'jobs.resume_holds';
            """);

        await Eventually.Get("Commits of the held job", () => _database.Number(commits), count => count > before);
        await Settled();
        Assert.That(await _database.Number(commits), Is.EqualTo(before + 1));
        Assert.That(await _database.Number(runs), Is.EqualTo(ranBefore + 1));
    }

    /// <summary>One that nobody else calls from: its counts are this test's.</summary>
    private static async ValueTask<Stream> FromAnotherAddress(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.7"), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<int[]> Statuses(params ApiSession[] sessions)
    {
        var statuses = new List<int>();
        foreach (var session in sessions)
        {
            statuses.Add((await session.TryGet($"{JobsPath}?action=list&limit=1")).Status);
        }

        return [.. statuses];
    }

    private static Task<Answered> Move(ApiSession session, string csrf)
    {
        session.Csrf = csrf;
        return session.Post(JobsPath, new { action = "archive", uuid = Guid.NewGuid() });
    }

    private Task Settled() => Eventually.Get(
        "Events and deliveries waiting",
        async () => await _database.WaitingEvents() + (await _database.Deliveries()).Count(delivery => delivery.Status == "Queued"),
        waiting => waiting == 0);
}
