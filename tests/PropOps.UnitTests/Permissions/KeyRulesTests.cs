using PropOps.Domain.Identity;

namespace PropOps.UnitTests.Permissions;

public sealed class KeyRulesTests
{
    private static readonly KeyRules Rules = new(["api.jobs.*", "api.users.edit"], ["api.jobs.sla.manage", "page.*"]);

    [TestCase("api.jobs.manage.list", true)]
    [TestCase("api.jobs.sla.manage", false)]
    [TestCase("api.users.edit", true)]
    [TestCase("api.users.users.manage", false)]
    public void A_pattern_gives_what_minus_leaves(string key, bool given) => Assert.That(Rules.Gives(key), Is.EqualTo(given));

    /// <summary>PERM-3.</summary>
    [Test]
    public void Dash_and_underscore_are_one_character() =>
        Assert.That(new KeyRules(["api.admin.enable-branch.manage"], []).Gives("api.admin.enable_branch.manage"), Is.True);

    [Test]
    public void A_key_that_is_named_decides_over_a_pattern() => Assert.That(Rules.With("page.operations.view").Gives("page.operations.view"), Is.True);

    [TestCase("api.jobs.sla.manage")]
    [TestCase("page.operations.view")]
    [TestCase("api.users.edit")]
    [TestCase("api.jobs.manage.list")]
    public void What_is_given_can_be_taken_and_given_again(string key)
    {
        var with = Rules.With(key);
        var without = with.Without(key);

        Assert.That((with.Gives(key), without.Gives(key), without.With(key).Gives(key)), Is.EqualTo((true, false, true)));
    }

    [Test]
    public void Taking_one_key_leaves_the_others() => Assert.That(Rules.Without("api.jobs.manage.list").Gives("api.jobs.manage.manage"), Is.True);
}
