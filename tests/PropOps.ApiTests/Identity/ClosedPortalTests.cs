using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

/// <summary>An operator closed the portal while landlords and tenants were signed in.</summary>
public sealed class ClosedPortalTests(Column column) : ApiTest(column)
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    [TestCase(AccountType.Landlord, 401)]
    [TestCase(AccountType.Tenant, 401)]
    [TestCase(AccountType.Contractor, 200)]
    public async Task Who_is_signed_in_still_is_shut_out_where_their_type_needs_the_portal(AccountType type, int status)
    {
        var token = SessionToken.Create();
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            async () =>
            {
                var user = await db.Set<User>().FirstAsync(user => user.AccountType == type);
                return db.Add(new Session(user, SessionKind.Login, new NewToken(token.Hash, token.Start), SessionLifetime.LoginToken, new SessionClient(null, null, null), DateTimeOffset.UtcNow));
            },
            CancellationToken.None);

        Assert.That((await new ApiUser(Http, token.Text, "").Get("/api/auth/session")).Status, Is.EqualTo(status));
    }

    [TestCase(AccountType.Landlord)]
    [TestCase(AccountType.Tenant)]
    public async Task Nobody_acts_as_an_account_whose_type_may_not_sign_in(AccountType type)
    {
        var account = await Installation.InDatabase(db => db.Set<User>().Where(user => user.AccountType == type).Select(user => user.Uuid).FirstAsync());
        var director = await ApiUser.SignIn(Http, "director");

        var answer = await director.Post("/api/users/users", new { action = "impersonate", uuid = account, reason = "Cannot see their jobs" });

        Assert.That((answer.Status, answer.Error), Is.EqualTo((409, "This account is not active")));
    }
}
