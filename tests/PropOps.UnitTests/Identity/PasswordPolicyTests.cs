using PropOps.Application.Identity.Passwords;

namespace PropOps.UnitTests.Identity;

public sealed class PasswordPolicyTests
{
    [TestCase("Abcdef1!", true)]
    [TestCase("Ünïcödé1 x", true)]
    [TestCase("Ψυχή-9999", true)]
    [TestCase("Ａbcdefg１！", true, Description = "full width, which NFKC makes plain")]
    [TestCase("Abcde1!", false)]
    [TestCase("abcdef1!", false)]
    [TestCase("Abcdefg!", false)]
    [TestCase("Abcdefg1", false)]
    public void PW_1_eight_characters_with_a_capital_a_digit_and_a_sign(string password, bool isStrong) =>
        Assert.That(PasswordPolicy.IsStrong(password), Is.EqualTo(isStrong));

    [TestCase("My-ALICE-2026", true)]
    [TestCase("The-coordinator-1", true)]
    [TestCase("Wu-And-Others-1", false, Description = "two letters stand in many a word")]
    [TestCase("Nothing-Of-It-1", false)]
    public void PW_2_it_holds_neither_name_nor_address(string password, bool holds) =>
        Assert.That(PasswordPolicy.Holds(password, "coordinator@example.com", "Alice", "Wu"), Is.EqualTo(holds));
}
