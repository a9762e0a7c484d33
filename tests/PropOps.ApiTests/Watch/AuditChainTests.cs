using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Activity;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Activity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Watch;

/// <summary>Nobody changes what the activity log says without being found out (AUD-2, AUD-3).</summary>
public sealed class AuditChainTests(Column column) : ApiTest(column)
{
    private ApiUser _director = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000")];

    protected override async Task Arrange()
    {
        _director = await ApiUser.SignIn(Http, "director");
        for (var row = 0; row < 6; row++)
        {
            await _director.Post("/api/system/status", new { action = "force_license_check" });
        }

        // Two at once, as two nodes would.
        var sealer = Installation.Services.GetRequiredService<AuditSealer>();
        await Task.WhenAll(sealer.Seal(CancellationToken.None), sealer.Seal(CancellationToken.None));
    }

    [Test]
    public async Task AUD_2_every_row_is_sealed_behind_the_one_before_it()
    {
        var report = await Verify();
        await InDatabase(async db =>
        {
            var rows = await db.Set<ActivityRow>().AsNoTracking().OrderBy(row => row.Number).ToListAsync();
            Assert.That(rows.Select(row => row.Number), Is.EqualTo(Enumerable.Range(1, rows.Count).Select(number => (long?)number)));
            Assert.That((report.Fault, report.Rows, report.Head.Number), Is.EqualTo(((string?)null, (long)rows.Count, (long)rows.Count)));
        });
    }

    [TestCase("UPDATE core_activity SET summary = 'Nothing' WHERE number = 3", 3)]
    [TestCase("UPDATE core_activity SET user_id = 1 WHERE number = 3", 3)]
    [TestCase("UPDATE core_activity SET details = (SELECT details FROM core_activity WHERE number = 1), personal_hash = (SELECT personal_hash FROM core_activity WHERE number = 1), personal_salt = (SELECT personal_salt FROM core_activity WHERE number = 1) WHERE number = 3", 3)]
    [TestCase("UPDATE core_activity SET ip_address = NULL WHERE number = 3", 3)]
    [TestCase("DELETE FROM core_activity WHERE number = 3", 4)]
    [TestCase("UPDATE core_activity SET number = number + 1000 WHERE number = 3", 4)]
    public async Task AUD_2_what_is_changed_removed_or_put_in_is_found(string attack, int broken)
    {
        var id = await RowNumbered(broken);
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync(attack);

        var report = await scope.ServiceProvider.GetRequiredService<AuditChain>().Verify(from: null, to: null, CancellationToken.None);

        Assert.That(report.Fault, Is.EqualTo($"Row {id} does not fit the chain"));
        await transaction.RollbackAsync();
    }

    [Test]
    public async Task AUD_2_from_a_day_that_has_not_come_there_is_nothing_to_check()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var tomorrow = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(2);

        var report = await scope.ServiceProvider.GetRequiredService<AuditChain>().Verify(tomorrow, to: null, CancellationToken.None);

        Assert.That((report.Fault, report.Rows), Is.EqualTo(((string?)null, 0L)));
    }

    [Test]
    public async Task AUD_2_a_day_cannot_be_taken_away_as_a_whole()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Set<ActivityRow>().Where(row => row.Number != null).ExecuteDeleteAsync();

        var report = await scope.ServiceProvider.GetRequiredService<AuditChain>().Verify(DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1), to: null, CancellationToken.None);

        Assert.That(report.Fault, Is.EqualTo("The row that the head names is missing"));
        await transaction.RollbackAsync();
    }

    [Test]
    public async Task AUD_2_the_end_cannot_be_cut_off()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Set<ActivityRow>().Where(row => row.Number >= head.Number - 1).ExecuteDeleteAsync();

        var report = await scope.ServiceProvider.GetRequiredService<AuditChain>().Verify(from: null, to: null, CancellationToken.None);

        Assert.That(report.Fault, Does.StartWith("Rows behind row ").And.EndsWith(" are missing"));
        await transaction.RollbackAsync();
    }

    [Test]
    public async Task AUD_3_an_erased_person_leaves_the_chain_whole()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE core_activity SET ip_address = NULL, user_agent = NULL, ip_token = NULL, personal_salt = NULL WHERE number = 2");

        Assert.That((await scope.ServiceProvider.GetRequiredService<AuditChain>().Verify(from: null, to: null, CancellationToken.None)).Fault, Is.Null);
        await transaction.RollbackAsync();
    }

    [Test]
    public async Task AUD_3_the_next_days_hang_on_the_head_of_a_day_that_was_removed()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var third = await db.Set<ActivityRow>().AsNoTracking().SingleAsync(row => row.Number == 3);
        db.Add(new AuditDay { Day = new DateOnly(2026, 1, 1), LastNumber = 3, Hash = third.Hash! });
        await db.SaveChangesAsync();
        await db.Set<ActivityRow>().Where(row => row.Number <= 3).ExecuteDeleteAsync();
        var chain = scope.ServiceProvider.GetRequiredService<AuditChain>();
        var whole = await chain.Verify(from: null, to: null, CancellationToken.None);
        await db.Set<AuditDay>().ExecuteDeleteAsync();
        var without = await chain.Verify(from: null, to: null, CancellationToken.None);

        Assert.That((whole.Fault, without.Fault), Is.EqualTo(((string?)null, $"Row {await RowNumbered(4, db)} does not fit the chain")));
        await transaction.RollbackAsync();
    }

    [Test]
    public async Task AUD_2_the_nightly_look_opens_one_alert_and_closes_it()
    {
        await InDatabase(db => db.Database.ExecuteSqlRawAsync("UPDATE core_activity SET action = 'x' || action WHERE number = 2"));
        await Installation.RunTask("system.audit_verify");
        await Installation.RunTask("system.audit_verify");
        var open = await _director.Get("/api/admin/alerts?kind=audit");

        await InDatabase(db => db.Database.ExecuteSqlRawAsync("UPDATE core_activity SET action = substr(action, 2) WHERE number = 2"));
        await Installation.RunTask("system.audit_verify");
        var closed = await _director.Get("/api/admin/alerts?kind=audit&status=resolved");

        Assert.That(open.Data.EnumerateArray().Select(alert => alert.GetProperty("detail").GetString()), Is.EqualTo(new[] { $"Row {await RowNumbered(2)} does not fit the chain" }));
        Assert.That(closed.Data.GetArrayLength(), Is.EqualTo(1));
    }

    /// <summary>AUD-2: <c>--verify-audit [FROM [TO]]</c>.</summary>
    [Test]
    public async Task AUD_2_the_command_line_prints_the_head_of_a_whole_chain_and_the_first_broken_row()
    {
        var today = $"{DateTime.UtcNow:yyyy-MM-dd}";
        var whole = await Installation.RunProgram("--verify-audit");
        var ofToday = await Installation.RunProgram("--verify-audit", today, today);
        await InDatabase(db => db.Database.ExecuteSqlRawAsync("UPDATE core_activity SET action = 'x' || action WHERE number IN (3, 5)"));
        var (broken, brokenToday) = (await Installation.RunProgram("--verify-audit"), await Installation.RunProgram("--verify-audit", today));
        await InDatabase(db => db.Database.ExecuteSqlRawAsync("UPDATE core_activity SET action = substr(action, 2) WHERE number IN (3, 5)"));
        var noDay = await Installation.RunProgram("--verify-audit", "yesterday");

        Assert.Multiple(async () =>
        {
            Assert.That((whole.ExitCode, whole.Error), Is.EqualTo((0, "")));
            Assert.That(whole.Output, Does.Match("^[0-9]+ rows checked; the head is row [0-9]+ with [0-9a-f]{64}\\.$"));
            Assert.That(ofToday.Output, Is.EqualTo(whole.Output), "all of it is of today");
            Assert.That((broken.ExitCode, broken.Error), Is.EqualTo((1, $"Row {await RowNumbered(3)} does not fit the chain")));
            Assert.That((brokenToday.ExitCode, brokenToday.Error), Is.EqualTo((1, broken.Error)));
            Assert.That((noDay.ExitCode, noDay.Error), Is.EqualTo((1, "--verify-audit takes days as 2026-03-15.")));
        });
    }

    [Test]
    public async Task AUD_3_a_day_that_is_over_leaves_its_head()
    {
        await MoveFirstRows(TimeSpan.FromDays(-2));
        try
        {
            await Installation.RunTask("system.audit_seal");
            await Installation.RunTask("system.audit_seal");
            await InDatabase(async db => Assert.That(await db.Set<AuditDay>().OrderBy(day => day.Day).Select(day => day.LastNumber).ToListAsync(), Is.EqualTo(new long[] { 3, 3 })));
        }
        finally
        {
            await MoveFirstRows(TimeSpan.FromDays(2));
            await InDatabase(db => db.Set<AuditDay>().ExecuteDeleteAsync());
        }
    }

    /// <summary>As if they had been written at another time.</summary>
    private Task MoveFirstRows(TimeSpan by) => InDatabase(async db =>
    {
        foreach (var row in await db.Set<ActivityRow>().AsNoTracking().Where(row => row.Number <= 3).ToListAsync())
        {
            var at = row.At + by;
            await db.Set<ActivityRow>().Where(same => same.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(same => same.At, at));
        }
    });

    private async Task<AuditReport> Verify()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuditChain>().Verify(from: null, to: null, CancellationToken.None);
    }

    private async Task<long> RowNumbered(long number)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await RowNumbered(number, scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }

    private static Task<long> RowNumbered(long number, PropOpsDbContext db) => db.Set<ActivityRow>().Where(row => row.Number == number).Select(row => row.Id).SingleAsync();

    private async Task InDatabase(Func<PropOpsDbContext, Task> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }
}
