using PropOps.Domain.Kernel;

namespace PropOps.UnitTests.Kernel;

public sealed class MoneyTests
{
    [TestCase(18000, 2000, 3600)]
    [TestCase(105, 5000, 53)]
    [TestCase(-105, 5000, -53)]
    [TestCase(18000, 0, 0)]
    public void A_share_is_rounded_half_away_from_zero(long amount, int rate, long expected) =>
        Assert.That(new Money(amount).Share(new Percent(rate)), Is.EqualTo(new Money(expected)));

    [Test]
    public void The_wire_shows_two_decimals() =>
        Assert.That(new Money(25000).ToDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo("250.00"));

    [Test]
    public void More_than_two_decimals_are_no_money() =>
        Assert.That(() => Money.FromDecimal(1.005m), Throws.ArgumentException);
}
