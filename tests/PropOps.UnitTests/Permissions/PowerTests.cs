using CsCheck;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.UnitTests.Permissions;

/// <summary>
/// ROLE-2: whatever people do to each other's power, in whatever order, nobody ends with a key, a level or a spend limit that
/// the one who gave it did not hold, and nobody changes their own.
/// </summary>
public sealed class PowerTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Keys =
    [
        "api.jobs.manage.list", "api.jobs.manage.manage", "api.jobs.approvals.view", "api.jobs.approvals.manage", "api.users.users.manage", "api.users.permissions.manage",
        "api.admin.roles.manage", "api.admin.encryption.view", "api.financial.invoices.view", "api.financial.invoices.manage", "api.automation.events.manage", "feedback.submit",
    ];

    private static readonly Gen<Call> AnyCall = Gen.Select(Gen.Enum<Deed>(), Gen.Int[0, 63], Gen.Int[0, 63], Gen.Int[0, 63], Gen.Int[0, 4095])
        .Select((deed, actor, target, role, keys) => new Call(deed, actor, target, role, keys));

    [Test]
    public void No_sequence_of_calls_raises_anybody_above_those_who_made_them() =>
        AnyCall.List[1, 40].Sample(
            calls =>
            {
                var world = new World();
                foreach (var call in calls)
                {
                    world.Make(call);
                }
            },
            iter: 60);

    /// <summary>The calls, each as one number of each kind, so that a failing sequence can be made shorter.</summary>
    private sealed record Call(Deed Deed, int Actor, int Target, int Role, int Number)
    {
        public List<string> Keys => [.. PowerTests.Keys.Where((_, index) => (Number >> index & 1) == 1)];

        public int Level => 1 + (Number % 9);

        public Money? Limit => Number % 3 == 0 ? null : new Money(Number);
    }

    private enum Deed
    {
        GrantToRole,
        RevokeFromRole,
        GrantToType,
        RevokeFromType,
        MakeRole,
        ReviseRole,
        LevelRole,
        LevelType,
        GiveRole,
        GrantToAccount,
        RevokeFromAccount,
        SyncAccount,
        LimitAccount,
    }

    private sealed class World
    {
        private readonly PermissionCatalogue _catalogue = new(PowerTests.Keys.Select(key => new KnownKey(key, [])));
        private readonly List<Role> _roles = [.. SeededRole.All.Select(seed => new Role(seed, At))];
        private readonly Dictionary<AccountType, AccountTypeProfile> _types = Enum.GetValues<AccountType>().ToDictionary(type => type, type => new AccountTypeProfile(type, At));
        private readonly Dictionary<User, Role?> _roleOf = [];

        public World()
        {
            foreach (var role in _roles.Concat(_roles.Take(4)).ToList())
            {
                _roleOf.Add(new User(new NewAccount("A", "B", "a@b.test", role.AccountType), "", At), role);
            }

            _roleOf.Add(new User(new NewAccount("A", "B", "a@b.test", AccountType.Staff), "", At), null);
        }

        private IEnumerable<AccountPower> Powers => _roleOf.Keys.Select(PowerOf);

        public void Make(Call call)
        {
            var actor = PowerOf(_roleOf.Keys.ElementAt(call.Actor % _roleOf.Count));
            var before = Powers.ToDictionary(power => power.Account);
            try
            {
                Do(call, actor);
            }
            catch (Exception exception) when (exception is Refusal or ContradictoryKeys)
            {
                Assert.That(Powers.All(after => IsSame(before[after.Account], after)), "a refused call changed something");
                return;
            }

            foreach (var after in Powers)
            {
                var was = before[after.Account];
                if (after.Account == actor.Account)
                {
                    Assert.That(IsSame(was, after), $"{call} changed the power of its own caller");
                    continue;
                }

                var gained = after.Keys.Keys.Where(key => !was.Keys.Holds(key));
                Assert.That(gained.Where(key => !actor.Keys.Holds(key) && after.Account.AccountType == AccountType.Staff), Is.Empty, $"{call} gave what its caller does not hold");
                Assert.That(after.Level >= was.Level || actor.Level < after.Level, $"{call} raised somebody to the level of its caller");
                Assert.That(
                    Equals(after.SpendLimit, was.SpendLimit) || actor.SpendLimit is not { } own || after.SpendLimit <= own, $"{call} gave a spend limit above its caller's");
                Assert.That(IsSame(was, after) || actor.Level < was.Level || call.Deed is Deed.GrantToType or Deed.RevokeFromType, $"{call} changed somebody who is as strong");
            }
        }

        private void Do(Call call, AccountPower actor)
        {
            var by = actor.Authority;
            var role = _roles[call.Role % _roles.Count];
            var type = _types[(AccountType)(1 + (call.Role % 5))];
            var target = PowerOf(_roleOf.Keys.ElementAt(call.Target % _roleOf.Count));
            switch (call.Deed)
            {
                case Deed.GrantToRole:
                    role.ChangeKeys(by, _catalogue, call.Keys, [], At);
                    break;
                case Deed.RevokeFromRole:
                    role.ChangeKeys(by, _catalogue, [], call.Keys, At);
                    break;
                case Deed.GrantToType:
                    type.ChangeKeys(by, _catalogue, call.Keys, [], At);
                    break;
                case Deed.RevokeFromType:
                    type.ChangeKeys(by, _catalogue, [], call.Keys, At);
                    break;
                case Deed.MakeRole:
                    var copied = new PermissionSet(_catalogue.Given(role.Keys).Keys.Where(by.Keys.Holds));
                    _roles.Add(Role.Create(by, new NewRole($"Role {_roles.Count}", call.Level, role.AccountType) { SpendLimit = call.Limit }, role, copied, At));
                    break;
                case Deed.ReviseRole:
                    role.Revise(by, new RoleRevision(role.Name, role.Description, call.Level, role.SortOrder, IsActive: true, call.Limit), accounts: 1, At);
                    break;
                case Deed.LevelRole:
                    role.SetLevel(by, call.Level, At);
                    break;
                case Deed.LevelType:
                    type.SetLevel(by, call.Level, At);
                    break;
                case Deed.GiveRole:
                    by.RequireManages(target.Account.Uuid, target.Level);
                    var with = AccountPower.Of(target.Account, role, _types[target.Account.AccountType], _catalogue);
                    target.Account.GiveRole(by, target, with, At);
                    _roleOf[target.Account] = role;
                    break;
                case Deed.GrantToAccount:
                    by.RequireManages(target.Account.Uuid, target.Level);
                    target.Account.ChangeKeys(by, _catalogue, target.Given, call.Keys, [], At);
                    break;
                case Deed.RevokeFromAccount:
                    by.RequireManages(target.Account.Uuid, target.Level);
                    target.Account.ChangeKeys(by, _catalogue, target.Given, [], call.Keys, At);
                    break;
                case Deed.SyncAccount:
                    by.RequireManages(target.Account.Uuid, target.Level);
                    target.Account.SyncKeys(by, _catalogue, target.Given, call.Keys, At);
                    break;
                case Deed.LimitAccount:
                    by.RequireManages(target.Account.Uuid, target.Level);
                    target.Account.LimitSpending(by, call.Limit, target.Role, At);
                    break;
            }
        }

        private static bool IsSame(AccountPower one, AccountPower other) =>
            one.Level == other.Level && one.Keys.Keys.SequenceEqual(other.Keys.Keys) && Equals(one.SpendLimit, other.SpendLimit);

        private AccountPower PowerOf(User account) => AccountPower.Of(account, _roleOf[account], _types[account.AccountType], _catalogue);
    }
}
