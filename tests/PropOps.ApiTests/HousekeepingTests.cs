using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Housekeeping;
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

        await Installation.Services.GetRequiredService<ExpiredRows>().Delete(CancellationToken.None);

        Assert.That(await db.Set<OutboxRow>().Select(row => row.OrderingKey).ToListAsync(), Is.EquivalentTo(new[] { "waiting", "fresh" }));
    }

    private static OutboxRow Event(string key, DateTimeOffset due, DateTimeOffset? doneAt) => new()
    {
        EventId = Guid.CreateVersion7(), Type = "test.event", EventVersion = 1, OccurredAt = due, Actor = "{}", CorrelationId = "test-test", OrderingKey = key, Depth = 0,
        Data = "{}", DueAt = due, DoneAt = doneAt,
    };
}
