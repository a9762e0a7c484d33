using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Security;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

public sealed class UnlockTests(Column column) : ApiTest(column)
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [Test]
    public async Task SIGN_3_a_lock_ends_on_the_command_line()
    {
        ApiAnswer last = null!;
        for (var time = 0; time < 11; time++)
        {
            last = await SignIn("Wrong-Pass-1!");
        }

        var unlocked = await Installation.RunVerb("--unlock", "Finance@demo.propops.test");

        Assert.That(last.Code, Is.EqualTo("locked"));
        Assert.That(unlocked, Is.Zero);
        Assert.That((await SignIn("Demo-Pass-2026!")).Status, Is.EqualTo(200));
        await using var scope = Installation.Services.CreateAsyncScope();
        Assert.That(await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<SecurityEvent>().CountAsync(happened => happened.Type == SecurityEventType.Unlocked), Is.EqualTo(1));
    }

    [TestCase("--unlock", "nobody@demo.propops.test")]
    [TestCase("--unlock", "")]
    public async Task Without_an_account_it_ends_with_1(params string[] arguments) => Assert.That(await Installation.RunVerb(arguments), Is.EqualTo(1));

    private Task<ApiAnswer> SignIn(string password) => Http.PostAnswer("/api/auth/login", new { email = "finance@demo.propops.test", password });
}
