using PropOps.Domain.Identity;

namespace PropOps.UnitTests.Permissions;

/// <summary>PERM-4, ROLE-3: granting brings what a key needs, revoking takes what needs it.</summary>
public sealed class KeyChangeTests
{
    private static readonly PermissionCatalogue Catalogue = new(new[]
    {
        "api.jobs.manage.list", "api.jobs.manage.manage", "api.financial.contractor-invoices.view", "api.financial.contractor-invoices.submit",
        "api.financial.contractor-invoices.manage", "feedback.submit",
    }.Select(key => new KnownKey(key, [])));

    [Test]
    public void Granting_brings_what_the_key_needs() => Assert.That(
        KeyChange.Plan(Catalogue, PermissionSet.Nothing, ["api.jobs.manage.manage"], []),
        Is.EqualTo(new[] { new KeyChange("api.jobs.manage.manage", true, "sent"), new KeyChange("api.jobs.manage.list", true, "needed by api.jobs.manage.manage") }));

    [Test]
    public void Revoking_takes_what_needs_the_key() => Assert.That(
        KeyChange.Plan(Catalogue, new PermissionSet(["api.jobs.manage.list", "api.jobs.manage.manage"]), [], ["api.jobs.manage.list"]),
        Is.EqualTo(new[] { new KeyChange("api.jobs.manage.list", false, "sent"), new KeyChange("api.jobs.manage.manage", false, "needs api.jobs.manage.list") }));

    [Test]
    public void What_is_needed_may_need_more() => Assert.That(
        KeyChange.Plan(Catalogue, PermissionSet.Nothing, ["api.financial.contractor-invoices.manage"], []).Select(change => change.Key),
        Is.EquivalentTo(Catalogue.Keys.Select(key => key.Key).Where(key => key.StartsWith("api.financial", StringComparison.Ordinal))));

    [Test]
    public void What_is_so_already_is_no_change() => Assert.That(KeyChange.Plan(Catalogue, new PermissionSet(["feedback.submit"]), ["feedback.submit"], ["api.jobs.manage.list"]), Is.Empty);

    [Test]
    public void A_key_cannot_be_granted_and_what_it_needs_revoked() => Assert.That(
        () => KeyChange.Plan(Catalogue, PermissionSet.Nothing, ["api.jobs.manage.manage"], ["api.jobs.manage.list"]),
        Throws.InstanceOf<ContradictoryKeys>());
}
