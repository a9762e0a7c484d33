using PropOps.Application.Identity;

namespace PropOps.UnitTests.Identity;

public sealed class PasswordHashingTests
{
    [Test]
    public void A_hash_costs_what_the_product_promises() =>
        Assert.That(PasswordHashing.Hash("correct horse battery"), Does.StartWith("pbkdf2-sha512$210000$"));

    [Test]
    public async Task A_hash_of_a_lower_cost_still_holds_and_counts_as_outdated()
    {
        using var hashing = new PasswordHashing();
        const string older = "pbkdf2-sha512$1000$AAECAwQFBgcICQoLDA0ODw==$ToxFUi5y3fprZRW/V6CupR2uIDYfuy5rlsF9Z4E648lE68lw5lzmucru/HdPvmBJDSLroVh1Q2xCvjqd8NI/6Q==";
        Assert.That(PasswordHashing.IsOutdated(older), Is.True);
        Assert.That(await hashing.Verify("correct horse battery", older, CancellationToken.None), Is.True);
    }
}
