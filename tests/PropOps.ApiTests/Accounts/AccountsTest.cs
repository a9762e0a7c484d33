using System.Collections.Concurrent;
using System.Text.Json;
using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Accounts;

/// <summary>An installation with the demo accounts, each signed in at most once.</summary>
public abstract class AccountsTest(Column column) : ApiTest(column)
{
    private readonly ConcurrentDictionary<string, Task<ApiUser>> _signedIn = new();

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("Organisation:PortalAccess", "true"), ("RateLimiting:Enabled", "false")];

    /// <param name="name">before the @ of a demo account.</param>
    protected Task<ApiUser> As(string name) => _signedIn.GetOrAdd(name, key => ApiUser.SignIn(Http, key));

    protected async Task<JsonElement> Own(string name) => (await (await As(name)).Get("/api/users/profile")).Data;

    protected async Task<Guid> UuidOf(string name) => (await Own(name)).GetProperty("uuid").GetGuid();

    protected async Task<long> IdOf(string name) => (await Own(name)).GetProperty("ID").GetInt64();
}
