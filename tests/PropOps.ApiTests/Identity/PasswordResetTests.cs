using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Identity;
using PropOps.Application.Persistence;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Infrastructure.Persistence;
using PropOps.Notifications.Domain.Deliveries;
using PropOps.TestHost;

namespace PropOps.ApiTests.Identity;

/// <summary>A forgotten password, from the question to the mail to the sign-in.</summary>
public sealed class PasswordResetTests(Column column) : ApiTest(column)
{
    private const string Path = "/api/password-reset";
    private const string Subject = "Reset your password";
    private const string NewPassword = "Quite-Another-Pass-7";
    private const string Invalid = "Reset token is invalid or has expired.";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange()
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PropOpsDbContext>();
        await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
            () =>
            {
                var account = new NewAccount("Rhoda", "Stone", "resetee@demo.propops.test", AccountType.Staff) { RoleId = 4 };
                return Task.FromResult(db.Add(new User(account, PasswordHashing.Hash("Demo-Pass-2026!"), DateTimeOffset.UtcNow)));
            },
            CancellationToken.None);
    }

    [Test]
    public async Task The_link_from_the_mail_gives_a_new_password_once_and_ends_every_session()
    {
        var before = await ApiUser.SignIn(Http, "plumber");
        var browser = await Http.PostAnswer("/api/auth/login", new { email = "plumber@demo.propops.test", password = "Demo-Pass-2026!", mode = "session" });
        var token = await AskFor("plumber");

        var reset = await Reset(token, NewPassword);
        var again = await Reset(token, "Yet-Another-Pass-8");

        Assert.Multiple(() =>
        {
            Assert.That((reset.Status, reset.Body.GetProperty("message").GetString()), Is.EqualTo((200, "Password reset successfully. You can now log in.")));
            Assert.That((again.Status, again.Error), Is.EqualTo((400, Invalid)));
        });
        Assert.That((await before.Get("/api/auth/session")).Status, Is.EqualTo(401));
        Assert.That((await Http.Answer(new(HttpMethod.Get, "/api/auth/session") { Headers = { { "Cookie", browser.Header("Set-Cookie")!.Split(';')[0] } } })).Status, Is.EqualTo(401));
        Assert.That((await SignIn("plumber", "Demo-Pass-2026!")).Status, Is.EqualTo(401));
        Assert.That((await SignIn("plumber", NewPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task PW_4_an_unknown_address_hears_the_same_and_gets_no_mail()
    {
        var unknown = await Ask("nobody");
        var suspended = await Ask("landlord");
        var known = await AskAndSee("gas");
        await Eventually.Holds("Every request is answered", async () => await InDatabase(db => db.Set<PasswordResetRequest>().AllAsync(request => request.AnsweredAt != null)));
        await Installation.Settled();

        Assert.That((unknown.Status, unknown.Body.ToString()), Is.EqualTo((known.Status, known.Body.ToString())));
        Assert.That(suspended.Body.ToString(), Is.EqualTo(known.Body.ToString()), "the portal is closed");
        Assert.That(Installation.MailsSoFar("nobody", Subject).Concat(Installation.MailsSoFar("landlord", Subject)), Is.Empty);
    }

    [Test]
    public async Task PW_4_three_mails_in_a_quarter_of_an_hour_and_only_the_last_link_is_good()
    {
        for (var time = 0; time < 3; time++)
        {
            await AskAndSee("agent.south", mails: time + 1);
        }

        await Ask("agent.south");
        await Eventually.Holds("Every request is answered", async () => await InDatabase(db => db.Set<PasswordResetRequest>().AllAsync(request => request.AnsweredAt != null)));
        await Installation.Settled();

        var mails = Installation.MailsSoFar("agent.south", Subject);
        Assert.That(mails, Has.Count.EqualTo(3));
        Assert.That((await Reset(mails[0].Token(), NewPassword)).Error, Is.EqualTo(Invalid), "an earlier link");
        Assert.That((await Reset(mails[2].Token(), NewPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Of_two_who_use_a_link_at_one_moment_one_sets_the_password()
    {
        var token = await AskFor("agent.north");

        var answers = await Task.WhenAll(Reset(token, "First-Of-The-Two-1"), Reset(token, "Second-Of-The-Two-2"));

        Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo(new[] { 200, 400 }));
        var winner = answers[0].Status == 200 ? "First-Of-The-Two-1" : "Second-Of-The-Two-2";
        Assert.That((await SignIn("agent.north", winner)).Status, Is.EqualTo(200));
    }

    [TestCase("short-A1", "Short of one kind", 200)]
    [TestCase("no-digit-But-Long", null, 400)]
    public async Task PW_1_what_is_too_weak_does_not_spend_the_link(string password, string? why, int status)
    {
        var token = await AskFor(why is null ? "electrician" : "director");

        var weak = await Reset(token, "no uppercase 1");
        var answer = await Reset(token, password);

        Assert.That((weak.Status, weak.Error), Is.EqualTo((400, "Password must be at least 8 characters and contain an uppercase letter, a digit and a special character")));
        Assert.That(answer.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task PW_2_neither_the_own_name_nor_an_earlier_password_is_taken()
    {
        var token = await AskFor("coordinator");

        var named = await Reset(token, "The-Coordinator-1");
        var used = await Reset(token, "Demo-Pass-2026!");

        Assert.That((named.Status, named.Error), Is.EqualTo((400, "Password must not contain your name or email")));
        Assert.That((used.Status, used.Error), Is.EqualTo((400, "You have used this password before")));
    }

    [Test]
    public async Task A_link_that_has_expired_or_whose_account_has_gone_is_no_good()
    {
        var expired = await AskFor("finance");
        await InDatabase(db => db.Set<OneTimeLink>().ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, DateTimeOffset.UtcNow)));
        var ofSuspended = await AskFor("finance", mails: 2);
        var late = await Reset(expired, NewPassword);
        await InDatabase(db => db.Set<User>().Where(user => user.RoleId == 5).ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, AccountStatus.Suspended)));

        var gone = await Reset(ofSuspended, NewPassword);
        var nonsense = await Reset("nonsense", NewPassword);

        Assert.That(new[] { late, gone, nonsense }.Select(answer => (answer.Status, answer.Error)), Has.All.EqualTo((400, Invalid)));
    }

    [Test]
    public async Task An_administrator_makes_an_account_choose_a_new_password()
    {
        var sysops = await ApiUser.SignIn(Http, "sysops");
        var tenant = await sysops.Post(Path, new { action = "admin_reset", email = "tenant@demo.propops.test" });
        var unknown = await sysops.Post(Path, new { action = "admin_reset", email = "nobody@demo.propops.test" });
        var oneself = await sysops.Post(Path, new { action = "admin_reset", email = "sysops@demo.propops.test" });
        var user = await ApiUser.SignIn(Http, "resetee");

        var sent = await sysops.Post(Path, new { action = "admin_reset", email = "resetee@demo.propops.test" });
        var stopped = await user.Get("/api/jobs/manage");
        var token = (await Installation.MailsTo("resetee", Subject, 1))[0].Token();
        var reset = await Reset(token, NewPassword);

        Assert.Multiple(() =>
        {
            Assert.That((tenant.Status, tenant.Error), Is.EqualTo((409, "This account may not sign in")));
            Assert.That((unknown.Status, unknown.Error), Is.EqualTo((404, "User not found")));
            Assert.That((oneself.Status, oneself.Error), Is.EqualTo((403, "You cannot manage this account")));
            Assert.That(sent.Data.ToString(), Is.EqualTo("""{"sent":true}"""));
            Assert.That(stopped.Code, Is.EqualTo("password_change_required"));
            Assert.That(reset.Status, Is.EqualTo(200));
        });
        Assert.That((await SignIn("resetee", NewPassword)).Body.GetProperty("gates").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task TOK_2_neither_a_scoped_or_exempt_token_nor_who_acts_makes_an_account_choose_a_new_password()
    {
        var sysops = await ApiUser.SignIn(Http, "sysops");
        var director = await InDatabase(db => db.Set<User>().Where(user => user.RoleId == 2).Select(user => user.Uuid).SingleAsync());
        var answers = new List<ApiAnswer>();
        foreach (var (path, body) in ((string, object)[])[
            ("/api/auth/tokens", new { action = "create", name = "scoped reset", scopes = new[] { "api.users.edit" } }),
            ("/api/auth/tokens", new { action = "create", name = "exempt reset", csrf = "exempt" }),
            ("/api/users/users", new { action = "impersonate", uuid = director, reason = "Cannot see their jobs" })])
        {
            var caller = await ApiUser.With(Http, await sysops.Post(path, body));
            answers.Add(await caller.Post(Path, new { action = "admin_reset", email = "resetee@demo.propops.test" }));
        }

        Assert.That(
            answers.Select(answer => (answer.Status, answer.Error)),
            Is.EqualTo(new[]
            {
                (403, "You do not have permission to perform this action"), (403, "You do not have permission to perform this action"), (403, "Not possible while acting as somebody else"),
            }));
    }

    [Test]
    public async Task Rule_46_the_link_is_nowhere_but_in_the_mail()
    {
        var token = await AskFor("sysops");
        await Installation.Settled();

        var delivery = await InDatabase(db => db.Set<Delivery>().AsNoTracking().OrderBy(row => row.Id).LastAsync(row => row.TemplateKey == "password_reset"));
        Assert.That((delivery.Status, delivery.Secrets, delivery.Body), Is.EqualTo((DeliveryStatus.Sent, (string?)null, (string?)null)));
        Assert.That(delivery.Variables, Does.Not.Contain(token));
        Assert.That(await Installation.EverythingStored(), Does.Not.Contain(token));
    }

    private Task<ApiAnswer> Ask(string name) => Http.PostAnswer(Path, new { action = "request", email = $"{name}@demo.propops.test" });

    private async Task<ApiAnswer> AskAndSee(string name, int mails = 1)
    {
        var answer = await Ask(name);
        await Installation.MailsTo(name, Subject, mails);
        return answer;
    }

    private async Task<string> AskFor(string name, int mails = 1)
    {
        await AskAndSee(name, mails);
        return Installation.MailsSoFar(name, Subject)[^1].Token();
    }

    private Task<ApiAnswer> Reset(string token, string password) => Http.PostAnswer(Path, new { action = "reset", token, password });

    private Task<ApiAnswer> SignIn(string name, string password) => Http.PostAnswer("/api/auth/login", new { email = $"{name}@demo.propops.test", password });

    private async Task<T> InDatabase<T>(Func<PropOpsDbContext, Task<T>> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }
}
