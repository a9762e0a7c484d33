using PropOps.Application.Identity.NewAddress;

namespace PropOps.UnitTests.Identity;

public sealed class NetworkAddressTests
{
    [TestCase("203.0.113.9", "203.0.113.0/24")]
    [TestCase("::ffff:203.0.113.200", "203.0.113.0/24")]
    [TestCase("2001:db8:1:2::5", "2001:db8:1::/48")]
    [TestCase("::1", "::/48")]
    [TestCase(null, "")]
    [TestCase("nonsense", "")]
    public void PIN_1_a_network_is_a_24_or_a_48(string? address, string network) => Assert.That(NetworkAddress.Of(address), Is.EqualTo(network));
}
