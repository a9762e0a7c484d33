using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.ApiTests.Jobs;
using PropOps.Infrastructure.Idempotency;

namespace PropOps.ApiTests;

/// <summary>A change and the answer that is kept of it.</summary>
public sealed class IdempotencyTests(Column column) : ApiTest(column)
{
    private ApiUser _sysops = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange() => _sysops = await ApiUser.SignIn(Http, "sysops");

    /// <summary>The database refuses the answer, as a crash at that moment would. A change that had happened all the same would be in the retry's way.</summary>
    [TestCase("of a command")]
    [TestCase("behind the hash of a password")]
    [TestCase("behind the hash of a secret")]
    public async Task IDEM_3_a_change_whose_answer_cannot_be_kept_has_not_happened(string what)
    {
        var key = ("Idempotency-Key", what);
        var (path, wanted) = what switch
        {
            "of a command" => ("/api/admin/job-tags", (object)new { action = "create", tag_name = "Twice or once" }),
            "behind the hash of a password" => ("/api/users/users", new { first_name = "Ida", last_name = "Berg", email = "once@example.com", password = "Quiet-Harbour-29!", account_type_id = 1 }),
            _ => ("/api/users/users", new { action = "invite", first_name = "Ole", last_name = "Berg", email = "invited@example.com", account_type_id = 1 }),
        };

        await RefuseAnswers();
        var failed = await _sysops.Post(path, wanted, key);
        await TakeAnswers();
        var retried = await _sysops.Post(path, wanted, key);
        var replayed = await _sysops.Post(path, wanted, key);

        Assert.That(failed.Status, Is.AnyOf(500, 503));
        Assert.That(retried.Status, Is.EqualTo(200), retried.Body.ToString());
        Assert.That((replayed.Status, replayed.Header("Idempotency-Replayed")), Is.EqualTo((200, "true")));
    }

    [Test]
    public async Task IDEM_3_the_answer_of_many_changes_is_kept_behind_them()
    {
        var key = ("Idempotency-Key", "many");
        var body = new { action = "bulk_update", user_ids = new[] { (await Installation.Demo()).Accounts["gas"] }, data = new { language = "en-US" } };

        var first = await _sysops.Post("/api/users/users", body, key);
        var kept = await Installation.InDatabase(db => db.Set<IdempotencyRow>().AsNoTracking().SingleAsync(row => row.Key == "many"));
        var replayed = await _sysops.Post("/api/users/users", body, key);

        Assert.That(first.Status, Is.EqualTo(200), first.Body.ToString());
        Assert.That(kept.Answer, Is.EqualTo(first.Body.GetRawText()));
        Assert.That((replayed.Status, replayed.Header("Idempotency-Replayed")), Is.EqualTo((200, "true")));
    }

    [Test]
    public async Task API_5_what_went_wrong_tells_nothing_of_the_program_and_what_it_was_sent()
    {
        using var log = new LogLines();
        Installation.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        await RefuseAnswers();
        var failed = await _sysops.Post(
            "/api/users/users",
            new { first_name = "Una", last_name = "Berg", email = "una@example.com", password = "Loud-Harbour-30!", account_type_id = 1 },
            ("Idempotency-Key", "fails"));
        await TakeAnswers();

        Assert.That(failed.Status, Is.AnyOf(500, 503));
        Assert.That(log.Written, Has.Some.Contains("The request"), "it is written down");
        foreach (var told in (string[])[.. log.Written, failed.Body.GetRawText()])
        {
            Assert.That(told, Does.Not.Contain("Loud-Harbour").And.Not.Contain(_sysops.Token).And.Not.Contain("una@example.com")
                .And.Not.Contain("core_idempotency").And.Not.Contain("UPDATE ").And.Not.Contain("   at ").And.Not.Contain(AppContext.BaseDirectory));
        }
    }

    private Task RefuseAnswers() => Run(Column == Column.Sqlite
        ? "CREATE TRIGGER refuse_answer BEFORE UPDATE OF answer ON core_idempotency BEGIN SELECT RAISE(ABORT, 'refused'); END"
        : """
          CREATE FUNCTION refuse_answer() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql;
          CREATE TRIGGER refuse_answer BEFORE UPDATE OF answer ON core_idempotency FOR EACH ROW EXECUTE FUNCTION refuse_answer()
          """);

    private Task TakeAnswers() => Run(Column == Column.Sqlite ? "DROP TRIGGER refuse_answer" : "DROP FUNCTION refuse_answer CASCADE");

    private Task<int> Run(string statement) => Installation.InDatabase(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteNonQueryAsync();
    });

    /// <summary>What the program logs from now on.</summary>
    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _written = [];

        public IReadOnlyCollection<string> Written => _written;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _written.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
