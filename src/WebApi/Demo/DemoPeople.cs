using PropOps.Application.Identity;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Organisation;
using PropOps.Infrastructure.Persistence;

namespace PropOps.WebApi.Demo;

/// <summary>The accounts, branches and people of a small agency; the same for the first try of a visitor and for the tests.</summary>
internal sealed class DemoPeople
{
    public const string Password = "Demo-Pass-2026!";
    private const string Domain = "demo.propops.test";
    private static readonly Lazy<string> PasswordHash = new(() => PasswordHashing.Hash(Password));

    private static readonly string[] Streets = ["Oak Lane", "Elm Close", "Station Road", "Church Street", "Mill Lane", "Victoria Road", "Park Avenue", "High Street", "Queens Road", "Orchard Way"];
    private static readonly (string City, string Outward)[] Towns = [("Leeds", "LS"), ("York", "YO"), ("Exeter", "EX"), ("Truro", "TR")];
    private static readonly string[] FirstNames = ["Alice", "Ben", "Chloe", "Daniel", "Emma", "Farah", "George", "Hannah", "Imran", "Julia", "Kofi", "Laura"];
    private static readonly string[] LastNames = ["Smith", "Jones", "Patel", "Brown", "Walker", "Khan", "Wright", "Green", "Hughes", "Novak", "Evans", "Clarke"];
    private static readonly string[] Trades = ["Heating", "Plumbing", "Electrical", "Roofing", "Property Care"];

    private DemoPeople(List<Branch> branches, List<Contractor> contractors, List<Landlord> landlords, List<Address> addresses, List<Tenant> tenants, Dictionary<string, User> accounts) =>
        (Branches, Contractors, Landlords, Addresses, Tenants, Accounts) = (branches, contractors, landlords, addresses, tenants, accounts);

    public IReadOnlyList<Branch> Branches { get; }

    public IReadOnlyList<Contractor> Contractors { get; }

    public IReadOnlyList<Landlord> Landlords { get; }

    public IReadOnlyList<Address> Addresses { get; }

    public IReadOnlyList<Tenant> Tenants { get; }

    /// <summary>By the part before the @.</summary>
    public IReadOnlyDictionary<string, User> Accounts { get; }

    /// <summary>Adds them all to the running transaction.</summary>
    public static DemoPeople AddTo(PropOpsDbContext db, DateTimeOffset at)
    {
        var branches = Add(db, new Branch("North", "NORTH", at), new Branch("South", "SOUTH", at));
        var contractors = Add(db, [.. Enumerable.Range(0, 15).Select(n => Contractor(n, at))]);
        var landlords = Add(db, [.. Enumerable.Range(0, 12).Select(n => new Landlord(
            Person(n + 3), n % 3 == 0 ? $"{LastNames[n]} Estates Ltd" : null, n == 0 ? $"landlord@{Domain}" : $"landlord{n}@{Domain}", Phone(n), at))]);
        var addresses = Add(db, [.. Enumerable.Range(0, 120).Select(n => Address(n, landlords, branches, at))]);
        var tenants = Add(db, [.. Enumerable.Range(0, 80).Select(n => new Tenant(
            Person(n * 5), n == 0 ? $"tenant@{Domain}" : $"tenant{n}@{Domain}", Phone(100 + n), addresses[n].Id, new DateOnly(2025, 1 + (n % 12), 1), at))]);

        var accounts = new Dictionary<string, User>();
        Account("sysops", AccountType.Staff, role: 1);
        Account("director", AccountType.Staff, role: 2);
        Account("coordinator", AccountType.Staff, role: 4);
        Account("finance", AccountType.Staff, role: 5);
        Account("agent.north", AccountType.Agent, role: 7, account => account with { BranchIds = [branches[0].Id] });
        Account("agent.south", AccountType.Agent, role: 7, account => account with { BranchIds = [branches[1].Id] });
        Account("gas", AccountType.Contractor, role: 8, account => account with { ContractorId = contractors[0].Id, MemberRole = MemberRole.Office });
        Account("plumber", AccountType.Contractor, role: 8, account => account with { ContractorId = contractors[1].Id, MemberRole = MemberRole.Office });
        Account("electrician", AccountType.Contractor, role: 8, account => account with { ContractorId = contractors[2].Id, MemberRole = MemberRole.Office });
        Account("landlord", AccountType.Landlord, role: 9, account => account with { LandlordId = landlords[0].Id });
        Account("tenant", AccountType.Tenant, role: 10, account => account with { TenantId = tenants[0].Id });
        return new(branches, contractors, landlords, addresses, tenants, accounts);

        void Account(string name, AccountType type, long role, Func<NewAccount, NewAccount>? more = null)
        {
            var account = new NewAccount(FirstNames[accounts.Count], LastNames[accounts.Count], $"{name}@{Domain}", type) { RoleId = role, Phone = Phone(300 + accounts.Count) };
            var user = new User(more?.Invoke(account) ?? account, PasswordHash.Value, at);
            user.VerifyEmail(at);
            db.Add(user);
            accounts.Add(name, user);
        }
    }

    private static List<T> Add<T>(PropOpsDbContext db, params T[] records)
        where T : class
    {
        db.AddRange(records);
        return [.. records];
    }

    private static Contractor Contractor(int n, DateTimeOffset at)
    {
        string[] named = ["gas", "plumber", "electrician"];
        int[][] trades = [[3, 5], [1, 11], [2, 6], [7], [4, 13, 14]];
        return new Contractor(
            FirstNames[(n + 4) % 12], LastNames[(n + 7) % 12], $"{LastNames[(n + 7) % 12]} {Trades[n % 5]}",
            n < 3 ? $"{named[n]}@{Domain}" : $"contractor{n}@{Domain}", Phone(200 + n), trades[n % 5], at);
    }

    private static Address Address(int n, List<Landlord> landlords, List<Branch> branches, DateTimeOffset at)
    {
        var (city, outward) = Towns[n % 4];
        return new Address(
            $"{1 + (n * 7 % 90)} {Streets[n % 10]}", null, city, $"{outward}{1 + (n % 9)} {1 + (n % 8)}{"ABDEFGHJLN"[n % 10]}{"PQRSTUWXYZ"[n / 12]}",
            landlords[n % 12].Id, branches[n % 4 < 2 ? 0 : 1].Id, at);
    }

    private static string Person(int n) => $"{FirstNames[n % 12]} {LastNames[(n / 2) % 12]}";

    // 07400 numbers are valid, unlike those reserved for drama.
    private static string Phone(int n) => $"+447400{123000 + n}";
}
