using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Infrastructure.Housekeeping;
using PropOps.Infrastructure.Identity;
using PropOps.Infrastructure.Identity.SecondFactors;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests;

public sealed class HousekeepingTests(Column column) : ApiTest(column)
{
    [Test]
    public async Task Handled_events_are_deleted_after_a_week_and_waiting_ones_never()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var monthAgo = DateTimeOffset.UtcNow.AddDays(-30);
        var never = DateTimeOffset.UtcNow.AddDays(30);
        db.AddRange(Event("old", monthAgo, doneAt: monthAgo), Event("waiting", never, doneAt: null), Event("fresh", monthAgo, doneAt: DateTimeOffset.UtcNow));
        await db.SaveChangesAsync();

        await scope.ServiceProvider.GetRequiredService<ExpiredRows>().Run(CancellationToken.None);

        Assert.That(await db.Set<OutboxRow>().Select(row => row.OrderingKey).ToListAsync(), Is.EquivalentTo(new[] { "waiting", "fresh" }));
    }

    [Test]
    public async Task Sessions_links_and_codes_are_deleted_once_they_have_served_their_time()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var now = DateTimeOffset.UtcNow;
        var user = new User(new NewAccount("Ada", "Old", "ada@example.com", AccountType.Staff), "hash", now);
        await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            () =>
            {
                db.Add(user);
                db.AddRange(Link("old", now.AddDays(-2)), Link("open", now.AddDays(2)));
                db.AddRange(Session(user, now.AddDays(-200)), Session(user, now));
                db.AddRange(new OneTimeCode(user.Id, CodePurpose.NewAddress, "old", "a", now.AddDays(-2)), new OneTimeCode(user.Id, CodePurpose.NewAddress, "new", "a", now));
                db.AddRange(new PasswordResetRequest("old", now.AddDays(-2)), new PasswordResetRequest("new", now));
                db.AddRange(Network(user, "old", now.AddDays(-91)), Network(user, "new", now));
                return Task.FromResult(true);
            },
            CancellationToken.None);

        await scope.ServiceProvider.GetRequiredService<CleanUpSessions>().Run(CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That(await db.Set<OneTimeLink>().Select(link => link.EmailToken).ToListAsync(), Is.EqualTo(new[] { "open" }));
            Assert.That(await db.Set<Session>().Where(session => session.UserId == user.Id).CountAsync(), Is.EqualTo(1));
            Assert.That(await db.Set<OneTimeCode>().Select(code => code.CodeHash).ToListAsync(), Is.EqualTo(new[] { "new" }));
            Assert.That(await db.Set<PasswordResetRequest>().Select(request => request.EmailToken).ToListAsync(), Is.EqualTo(new[] { "new" }));
            Assert.That(await db.Set<KnownNetwork>().Select(network => network.NetworkToken).ToListAsync(), Is.EqualTo(new[] { "new" }));
        });
    }

    [Test]
    public async Task Browsers_and_devices_are_forgotten_and_acting_sessions_are_kept_until_their_end_is_told()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var now = DateTimeOffset.UtcNow;
        var user = new User(new NewAccount("Bea", "Old", "bea@example.com", AccountType.Staff), "hash", now);
        await Add(user);
        RememberedBrowser old = new(user, now.AddDays(-2), now.AddDays(-32)), ended = new(user, now.AddDays(20), now.AddDays(-10)), live = new(user, now.AddDays(20), now);
        Session told = Acting(user, now.AddDays(-200)), untold = Acting(user, now.AddDays(-200));
        told.TellEnd();
        await Add(old, ended, live, told, untold);
        await Add(Used("old", old), Used("ended", ended), Used("live", live), Trusted(user, "old", now.AddMinutes(-1)), Trusted(user, "live", now.AddDays(1)), Device(user, "old", now.AddDays(-91)), Device(user, "new", now));
        await db.Set<RememberedBrowser>().Where(browser => browser.Id == ended.Id).ExecuteUpdateAsync(set => set.SetProperty(browser => browser.EndedAt, now.AddDays(-2)));

        await scope.ServiceProvider.GetRequiredService<CleanUpSessions>().Run(CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That(await db.Set<RememberedBrowser>().Where(browser => browser.UserId == user.Id).Select(browser => browser.Id).ToListAsync(), Is.EqualTo(new[] { live.Id }));
            Assert.That(await db.Set<RememberTokenRow>().Select(row => row.BrowserId).ToListAsync(), Is.EqualTo(new[] { live.Id }));
            Assert.That(await db.Set<TrustedDevice>().Where(device => device.UserId == user.Id).CountAsync(), Is.EqualTo(1));
            Assert.That(await db.Set<SignInDevice>().Where(device => device.UserId == user.Id).Select(device => device.DeviceToken).ToListAsync(), Is.EqualTo(new[] { "new" }));
            Assert.That(await db.Set<Session>().Where(session => session.UserId == user.Id).Select(session => session.Id).ToListAsync(), Is.EqualTo(new[] { untold.Id }));
        });

        Task<bool> Add(params object[] rows) => scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            () =>
            {
                db.AddRange(rows);
                return Task.FromResult(true);
            },
            CancellationToken.None);
    }

    private static Session Acting(User user, DateTimeOffset at) =>
        new(user, SessionKind.Acting, new NewToken(Guid.NewGuid().ToByteArray(), "start"), SessionLifetime.LoginToken, new SessionClient(null, null, null), at);

    private static RememberTokenRow Used(string token, RememberedBrowser browser) =>
        new() { TokenHash = System.Text.Encoding.UTF8.GetBytes(token), BrowserId = browser.Id, UsedAt = browser.CreatedAt };

    private static TrustedDevice Trusted(User user, string token, DateTimeOffset until) =>
        new() { TokenHash = System.Text.Encoding.UTF8.GetBytes(token), UserId = user.Id, TrustedAt = until.AddDays(-7), ExpiresAt = until };

    private static SignInDevice Device(User user, string token, DateTimeOffset at) => new() { UserId = user.Id, DeviceToken = token, LastUsedAt = at };

    private static OneTimeLink Link(string name, DateTimeOffset expiresAt) =>
        new(1, LinkPurpose.PasswordReset, System.Text.Encoding.UTF8.GetBytes(name), name, expiresAt, expiresAt.AddHours(-1));

    private static Session Session(User user, DateTimeOffset at) =>
        new(user, SessionKind.Login, new NewToken(Guid.NewGuid().ToByteArray(), "start"), SessionLifetime.LoginToken, new SessionClient(null, null, null), at);

    private static KnownNetwork Network(User user, string token, DateTimeOffset at) => new() { UserId = user.Id, NetworkToken = token, LastUsedAt = at };

    private static OutboxRow Event(string key, DateTimeOffset due, DateTimeOffset? doneAt) => new()
    {
        EventId = Guid.CreateVersion7(), Type = "test.event", EventVersion = 1, OccurredAt = due, Actor = "{}", CorrelationId = "test-test", OrderingKey = key, Depth = 0,
        Data = "{}", DueAt = due, DoneAt = doneAt,
    };
}
