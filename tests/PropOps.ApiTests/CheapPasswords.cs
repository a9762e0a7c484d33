using PropOps.Application.Identity;

namespace PropOps.ApiTests;

/// <summary>The suite signs in a thousand times; at the product's cost that took a third of its time.</summary>
[SetUpFixture]
public sealed class CheapPasswords
{
    [OneTimeSetUp]
    public void Lower() => PasswordHashing.Iterations = 1000;
}
