using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Permissions;

/// <summary>The seeded roles, resolved against the keys that the operations of this build name.</summary>
public sealed class SeededRoleTests
{
    private static readonly PermissionCatalogue Catalogue = new PermissionRegistry(
        [typeof(PermissionRegistry).Assembly, typeof(IEndpoints).Assembly, .. typeof(IEndpoints).Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("PropOps.", StringComparison.Ordinal)).Select(System.Reflection.Assembly.Load)],
        []).Catalogue;

    [TestCaseSource(typeof(SeededRole), nameof(SeededRole.All))]
    public void A_seeded_role_holds_what_its_keys_need(SeededRole seed)
    {
        var held = Catalogue.Given(new KeyRules(seed.Grants, seed.Minus));

        Assert.That(held.Keys.SelectMany(Catalogue.NeededBy).Where(key => !held.Holds(key)), Is.Empty);
    }

    [TestCaseSource(typeof(SeededRole), nameof(SeededRole.All))]
    public void A_seeded_role_holds_only_keys_that_open_something_for_its_accounts(SeededRole seed)
    {
        var held = Catalogue.Given(new KeyRules(seed.Grants, seed.Minus));

        Assert.That(held.Keys.Where(key => !Catalogue.Find(key)!.IsFor(seed.AccountType)), Is.Empty);
    }
}
