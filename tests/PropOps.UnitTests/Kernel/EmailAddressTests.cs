using PropOps.Application.Input;

namespace PropOps.UnitTests.Kernel;

public sealed class EmailAddressTests
{
    [TestCase("550 5.1.1 <alice.smith@example.com>: no such user", "550 5.1.1 <a***@example.com>: no such user")]
    [TestCase("a@b.example, carol@d.example", "a***@b.example, c***@d.example")]
    [TestCase("451 Try again later", "451 Try again later")]
    public void Addresses_in_an_answer_are_masked(string answer, string masked) => Assert.That(EmailAddress.MaskAll(answer), Is.EqualTo(masked));
}
