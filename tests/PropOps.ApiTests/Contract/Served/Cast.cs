using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Identity;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.ApiTests.Contract.Served;

/// <summary>What somebody of the cast may do: an account of this type, whose role grants and denies these patterns of keys (apart by blanks).</summary>
internal sealed record Part(AccountType Type, string Grants, string Minus)
{
    /// <summary>Has shown lately who they are.</summary>
    public bool IsProven { get; init; } = true;

    /// <summary>A seeded role in place of one of its own; null = its own.</summary>
    public string? SeededRole { get; init; }

    /// <summary>Calls with a personal token that is limited to these keys (apart by blanks); null = with a login token.</summary>
    public string? Scopes { get; init; }

    public static Part Holding(AccountType type, params IEnumerable<string> keys) => new(type, string.Join(' ', keys), "");

    public static Part WithoutOnly(AccountType type, params IEnumerable<string> keys) => new(type, "*", string.Join(' ', keys));

    public static Part WithEverything(AccountType type) => new(type, "*", "");
}

/// <summary>
/// Accounts with sessions, as many as the cases of a test, written straight into the database in one transaction: signing in
/// once for each would take minutes.
/// </summary>
internal sealed class Cast
{
    private readonly Dictionary<Part, Queue<Player>> _waiting = [];

    /// <summary>Where the accounts belong: the branch, firm, landlord and tenant with the most jobs of the demo.</summary>
    public Home Home { get; private set; } = null!;

    public static async Task<Cast> Gather(Installation installation, IEnumerable<Part> parts)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        var cast = new Cast { Home = await Home.Find(db) };
        await using var transaction = await db.Database.BeginTransactionAsync();
        var roles = new Dictionary<Part, Role>();
        foreach (var (number, part) in parts.Index())
        {
            var user = cast.Account(part, RoleOf(part, roles, db), number);
            db.Add(user);
            var token = SessionToken.Create();
            var kind = part.Scopes is null ? SessionKind.Login : SessionKind.Personal;
            var session = new Session(user, kind, new NewToken(token.Hash, token.Start), SessionLifetime.LoginToken, new SessionClient("127.0.0.1", null, null), DateTimeOffset.UtcNow);
            if (part.Scopes is { } scopes)
            {
                session.Limit(scopes.Split(' '), isCsrfExempt: false);
            }

            if (part.IsProven)
            {
                session.Prove(DateTimeOffset.UtcNow);
            }

            db.Add(session);
            if (!cast._waiting.TryGetValue(part, out var players))
            {
                cast._waiting[part] = players = [];
            }

            players.Enqueue(new Player(user.Id, user.Uuid, session.Uuid, token.Text));
        }

        scope.ServiceProvider.GetRequiredService<BlindIndex>().Fill(db.ChangeTracker);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return cast;
    }

    /// <summary>An account of this part that has had no case yet, so that no case spoils another's.</summary>
    public Player Take(Part part) => _waiting[part].Dequeue();

    private static Role RoleOf(Part part, Dictionary<Part, Role> roles, PropOpsDbContext db)
    {
        if (!roles.TryGetValue(part, out var role))
        {
            const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries;
            if (part.SeededRole is { } name)
            {
                return roles[part] = db.Set<Role>().Single(seeded => seeded.Name == name);
            }

            var level = part.Type == AccountType.Staff ? 3 : 6;
            roles[part] = role = new Role(new SeededRole(99, $"Part {roles.Count}", level, part.Type, part.Grants.Split(' ', Words), part.Minus.Split(' ', Words)), DateTimeOffset.UtcNow);
            db.Add(role);
        }

        return role;
    }

    private User Account(Part part, Role role, int number)
    {
        var account = new NewAccount("Matrix", $"Number {number}", $"matrix{number}@example.com", part.Type) { RoleId = role.Id };
        account = part.Type switch
        {
            AccountType.Agent => account with { BranchIds = [Home.BranchId] },
            AccountType.Contractor => account with { ContractorId = Home.ContractorId, MemberRole = MemberRole.Office },
            AccountType.Landlord => account with { LandlordId = Home.LandlordId },
            AccountType.Tenant => account with { TenantId = Home.TenantId },
            _ => account,
        };
        var user = new User(account, "no password", DateTimeOffset.UtcNow);
        user.VerifyEmail(DateTimeOffset.UtcNow);
        return user;
    }
}

/// <summary>Somebody with a live session.</summary>
internal sealed record Player(long Id, Guid Uuid, Guid Session, string Token)
{
    public HttpRequestMessage Signed(HttpRequestMessage request, ICsrfTokens? csrf)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (csrf is not null && request.Method != HttpMethod.Get)
        {
            request.Headers.Add("X-CSRF-Token", csrf.Issue(Session));
        }

        return request;
    }
}

internal sealed record Home(long BranchId, long ContractorId, long LandlordId, long TenantId)
{
    public static async Task<Home> Find(PropOpsDbContext db)
    {
        var jobs = await db.Set<Job>().AsNoTracking().ToListAsync();
        var landlords = await db.Set<Address>().ToDictionaryAsync(address => address.Id, address => address.LandlordId);
        return new Home(
            Most(jobs.Select(job => job.BranchId)),
            Most(jobs.Where(job => job.AssignmentState != AssignmentState.None).Select(job => job.ContractorId)),
            Most(jobs.Select(job => landlords[job.AddressId])),
            Most(jobs.SelectMany(job => job.TenantIds).Select(tenant => (long?)tenant)));
    }

    private static long Most(IEnumerable<long?> ids) => ids.OfType<long>().CountBy(id => id).MaxBy(count => count.Value).Key;
}
