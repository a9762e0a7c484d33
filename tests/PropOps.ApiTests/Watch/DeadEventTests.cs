using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.Application.Contracts.Identity;
using PropOps.Application.Events;
using PropOps.Infrastructure.Outbox;
using PropOps.TestHost;

namespace PropOps.ApiTests.Watch;

/// <summary>What docs/operations.md tells whoever finds that an event was given up.</summary>
public sealed class DeadEventTests(Column column) : ApiTest(column)
{
    [TestCase("UPDATE core_failed_handlings")]
    [TestCase("INSERT INTO core_inbox")]
    public async Task A_dead_event_and_those_behind_it_go_on_once_it_is_retried_or_skipped_as_the_documentation_says(string begin)
    {
        var type = Installation.Services.GetRequiredService<EventCatalogue>().Of(new UserPasswordChanged(new UserFragment { UserUuid = Guid.NewGuid(), UserId = 1, AccountType = "Staff" }));
        Assert.That(type.Handlers, Is.Not.Empty);
        OutboxRow dead = Waiting(type, begin), behind = Waiting(type, begin);
        await Installation.InDatabase(db =>
        {
            db.AddRange(dead, behind);
            db.AddRange(type.Handlers.Select(handler => new FailedHandlingRow { EventId = dead.EventId, Handler = handler.Name, Attempts = 12, DeadAt = DateTimeOffset.UtcNow }));
            return db.SaveChangesAsync();
        });

        await Installation.InDatabase(db => db.Database.ExecuteSqlRawAsync(Documented(begin)));

        await Eventually.Holds("both are done", () => Installation.InDatabase(db => db.Set<OutboxRow>().AllAsync(row => row.OrderingKey != begin || row.DoneAt != null)));
        await Eventually.Holds("nothing is dead", () => Installation.InDatabase(async db => !await db.Set<FailedHandlingRow>().AnyAsync(failed => failed.EventId == dead.EventId)));
    }

    private static OutboxRow Waiting(EventType type, string key) => new()
    {
        EventId = Guid.CreateVersion7(), Type = type.Name, EventVersion = type.Version, OccurredAt = DateTimeOffset.UtcNow, CorrelationId = "test-test", OrderingKey = key, Depth = 0,
        Actor = JsonSerializer.Serialize(new EventActor("system", null, null), EventCatalogue.Json),
        Data = JsonSerializer.Serialize(new UserPasswordChanged(new UserFragment { UserUuid = Guid.NewGuid(), UserId = 1, AccountType = "Staff" }), EventCatalogue.Json),
        DueAt = DateTimeOffset.MaxValue, LeaseOwner = "whoever gave it up",
    };

    /// <summary>The block of SQL that begins so.</summary>
    private static string Documented(string begin)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PropOps.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "operations.md")).Split("```sql\n").Select(part => part.Split("```")[0]).Single(block => block.StartsWith(begin, StringComparison.Ordinal));
    }
}
