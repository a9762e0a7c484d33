using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Persistence;
using PropOps.TestHost;

namespace PropOps.ApiTests.Identity;

/// <summary>What changes an account ends its sessions afterwards. What begins with a session must not hold it while it waits for the account.</summary>
public sealed class SessionLockTests : TwoNodesTest
{
    [TestCase("agent.north", "opens an app's session")]
    [TestCase("coordinator", "confirms who they are")]
    [TestCase("agent.south", "is no longer acted as")]
    public async Task Whoever_shares_an_account_waits_in_no_circle_where_one_changes_it_and_one(string name, string what)
    {
        var user = await ApiUser.SignIn(Nodes[0], name);
        var id = (await user.Get("/api/auth/session")).UserId();
        var acting = what == "is no longer acted as" ? await ActAs(id) : null;

        var answer = await WhileChanged(id, () => what switch
        {
            "opens an app's session" => Nodes[0].PostAnswer("/api/security/mobile-auth", new { action = "validate_token", token = user.Token, platform = "ios", device_id = "phone" }),
            "confirms who they are" => user.Post("/api/auth/reauthenticate", new { password = "Demo-Pass-2026!" }),
            _ => acting!.Post("/api/auth/logout", new { }),
        });

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
    }

    /// <summary>Holds the account as a change of it does, until the call waits; then touches its sessions, and commits.</summary>
    private async Task<ApiAnswer> WhileChanged(long account, Func<Task<ApiAnswer>> call)
    {
        await using var scope = First.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Database;
        await using var change = await database.BeginTransactionAsync();
        await database.ExecuteSqlAsync($"UPDATE core_users SET last_login_at = last_login_at WHERE id = {account}");
        var running = call();
        await Eventually.Get(
            "Calls that wait for a lock",
            () => First.InDatabase(db => db.Database.SqlQuery<int>(
                $"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync()),
            waiting => waiting == 1);
        await database.ExecuteSqlAsync($"UPDATE core_sessions SET ended_at = ended_at WHERE user_id = {account}");
        await change.CommitAsync();
        return await running;
    }

    private async Task<ApiUser> ActAs(long account)
    {
        var director = await ApiUser.SignIn(Nodes[0], "director");
        var answer = await director.Post("/api/users/users", new { action = "impersonate", uuid = account, reason = "Cannot see their jobs" });
        var acting = new ApiUser(Nodes[0], answer.Body.GetProperty("token").GetString()!, "");
        acting.Csrf = (await acting.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;
        return acting;
    }
}
