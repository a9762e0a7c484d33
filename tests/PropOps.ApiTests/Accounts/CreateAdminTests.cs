using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Accounts;

/// <summary>ACC-8: <c>--create-admin EMAIL</c>.</summary>
public sealed class CreateAdminTests(Column column) : ApiTest(column)
{
    private const string Variable = "PROPOPS_ADMIN_PASSWORD";
    private const string Password = "Quiet-Harbour-29!";

    [TearDown]
    public void Forget() => Environment.SetEnvironmentVariable(Variable, null);

    [Test]
    public async Task The_first_account_of_an_empty_installation_may_do_everything()
    {
        Environment.SetEnvironmentVariable(Variable, Password);
        var made = await Installation.RunVerb("--create-admin", "root@EXAMPLE.com");
        var again = await Installation.RunVerb("--create-admin", "ROOT@example.com");
        var signedIn = await Http.PostAnswer("/api/auth/login", new { email = "root@example.com", password = Password });

        Assert.That((made, again), Is.EqualTo((0, 1)));
        Assert.That((signedIn.Status, signedIn.Data.GetProperty("user").GetProperty("role").GetString()), Is.EqualTo((200, "SysOps")), signedIn.Body.ToString());
    }

    [TestCase("weak@example.com", "password")]
    [TestCase("no address", Password)]
    public async Task Neither_a_weak_password_nor_a_wrong_address_is_taken(string email, string password)
    {
        Environment.SetEnvironmentVariable(Variable, password);

        Assert.That(await Installation.RunVerb("--create-admin", email), Is.EqualTo(1));
    }
}
