using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Domain.RateLimiting;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests;

public sealed class TransactionTests(Column column) : ApiTest(column)
{
    [Test]
    public async Task What_waited_for_the_commit_of_a_rolled_back_transaction_does_not_happen_with_the_next()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var transaction = scope.ServiceProvider.GetRequiredService<ITransaction>();
        var done = new List<string>();

        await Assert.ThrowsAsync<ConflictRefusal>(() => Run("refused", () => throw new ConflictRefusal("No")));
        await Run("accepted", () => Task.FromResult(true));

        Assert.That(done, Is.EqualTo(new[] { "refused rolled back", "refused ended", "accepted committed", "accepted ended" }));

        Task<bool> Run(string name, Func<Task<bool>> end) => transaction.Run(
            () =>
            {
                transaction.AfterCommit(() => done.Add($"{name} committed"));
                transaction.AfterRollback(() => Note($"{name} rolled back"));
                transaction.AfterEnd(() => Note($"{name} ended"));
                return end();
            },
            CancellationToken.None);

        Task Note(string what)
        {
            done.Add(what);
            return Task.CompletedTask;
        }
    }

    [Test]
    public async Task What_a_rolled_back_transaction_changed_is_not_saved_by_the_next()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var transaction = scope.ServiceProvider.GetRequiredService<ITransaction>();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();

        await Assert.ThrowsAsync<ConflictRefusal>(() => transaction.Run<bool>(
            () =>
            {
                db.Add(new RateLimitRule(RateClass.Public, "GET", "/api/system/version", perIp: 1, perAccount: null, DateTimeOffset.UtcNow));
                throw new ConflictRefusal("No");
            },
            CancellationToken.None));
        await transaction.Run(() => Task.FromResult(true), CancellationToken.None);

        Assert.That(await db.Set<RateLimitRule>().CountAsync(rule => rule.Path != null), Is.Zero);
    }
}
