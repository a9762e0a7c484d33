using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Roles;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.Application.Accounts;

/// <summary>What somebody wants a new account to be.</summary>
public sealed record WantedAccount(string FirstName, string LastName, string Email, AccountType Type)
{
    public string? Phone { get; init; }

    public Ref? BranchId { get; init; }

    public IReadOnlyList<Ref>? BranchIds { get; init; }

    /// <summary>null: the seeded role of the type; of Staff Coordinator.</summary>
    public Ref? RoleId { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }

    public decimal? SpendLimit { get; init; }
}

/// <summary>Makes accounts in the running transaction, whichever door asked for one. Nobody makes one that is as strong as they are.</summary>
public sealed class NewAccounts
{
    private readonly IRepository<User> _users;
    private readonly IRepository<Contractor> _contractors;
    private readonly IRepository<AccountTypeProfile> _types;
    private readonly KnownRoles _roles;
    private readonly AccountBranches _branches;
    private readonly AccountFields _fields;
    private readonly PermissionRegistry _registry;
    private readonly ICurrentUser _currentUser;
    private readonly TimeProvider _time;

    internal NewAccounts(
        IRepository<User> users,
        IRepository<Contractor> contractors,
        IRepository<AccountTypeProfile> types,
        KnownRoles roles,
        AccountBranches branches,
        AccountFields fields,
        PermissionRegistry registry,
        ICurrentUser currentUser,
        TimeProvider time) =>
        (_users, _contractors, _types, _roles, _branches, _fields, _registry, _currentUser, _time) = (users, contractors, types, roles, branches, fields, registry, currentUser, time);

    /// <param name="via">admin, invitation or import.</param>
    public async Task<User> Make(WantedAccount wanted, string passwordHash, string via, CancellationToken cancellationToken)
    {
        var role = await _roles.ToGive(wanted.RoleId ?? SeededRole.Of(wanted.Type).Id, cancellationToken);
        var now = _time.GetUtcNow();
        var account = new NewAccount(wanted.FirstName, wanted.LastName, wanted.Email, wanted.Type)
        {
            Phone = _fields.Phone(wanted.Phone),
            BranchIds = await _branches.Of(wanted.Type, wanted.BranchId, wanted.BranchIds, cancellationToken),
            Language = AccountFields.Language(wanted.Language),
            TimeZone = AccountFields.TimeZone(wanted.TimeZone),
            CreatedById = _currentUser.Actor.AccountId,
        };
        if (wanted.Type == AccountType.Contractor)
        {
            account = account with { ContractorId = NewFirm(account, now).Id, MemberRole = MemberRole.Office };
        }

        var user = new User(account, passwordHash, now);
        var type = (await _types.Find(new AccountTypeNamed(wanted.Type), cancellationToken))!;
        user.Begin(
            _currentUser.RequireCaller().Authority,
            AccountPower.Of(user, role, type, _registry.Catalogue),
            wanted.SpendLimit is { } limit ? Money.FromDecimal(limit) : null,
            via,
            now);
        _users.Add(user);
        return user;
    }

    /// <summary>The account is the first of a firm, whose record is made with it (CON-4); further ones are added to the firm.</summary>
    private Contractor NewFirm(NewAccount account, DateTimeOffset at)
    {
        var firm = new Contractor(account.FirstName, account.LastName, companyName: null, account.Email, account.Phone, tradeIds: [], at);
        firm.Open();
        _contractors.Add(firm);
        return firm;
    }
}
