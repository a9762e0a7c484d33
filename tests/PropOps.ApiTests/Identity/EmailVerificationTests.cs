using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Identity;
using PropOps.Domain.Identity.OneTime;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Identity;

/// <summary>A mail address that nobody has proved yet, and the gate that asks for it.</summary>
public sealed class EmailVerificationTests(Column column) : ApiTest(column)
{
    private const string Send = "/api/users/email-verification";
    private const string Confirm = "/api/email/verify";
    private const string Subject = "Your verification code";
    private const string Wrong = "Verification code is wrong or has expired";
    private static readonly object Nobody = new { };

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override Task Arrange() => InDatabase(db => db.Set<User>().ExecuteUpdateAsync(set => set.SetProperty(user => user.EmailVerifiedAt, (DateTimeOffset?)null)));

    [Test]
    public async Task The_code_from_the_mail_opens_the_gate_at_once()
    {
        var user = await ApiUser.SignIn(Http, "agent.north");
        var stopped = await user.Get("/api/jobs/manage");
        var sent = await user.Post(Send, Nobody);
        var mail = (await Installation.MailsTo("agent.north", Subject, 1))[0];

        var wrong = await user.Post(Confirm, new { action = "confirm", code = CodeIn(mail) == "123456" ? "123457" : "123456" });
        var confirmed = await user.Post(Confirm, new { action = "confirm", code = CodeIn(mail) });
        var again = await user.Post(Confirm, new { action = "confirm", code = CodeIn(mail) });
        var needless = await user.Post(Send, Nobody);

        Assert.Multiple(() =>
        {
            Assert.That((stopped.Status, stopped.Code), Is.EqualTo((403, "email_verification_required")));
            Assert.That(sent.Data.ToString(), Is.EqualTo("""{"sent":true}"""));
            Assert.That((wrong.Status, wrong.Error), Is.EqualTo((400, Wrong)));
            Assert.That((confirmed.Status, confirmed.Body.GetProperty("message").GetString()), Is.EqualTo((200, "Email address verified")));
            Assert.That((again.Status, again.Error), Is.EqualTo((400, Wrong)));
            Assert.That((needless.Status, needless.Error), Is.EqualTo((409, "Email address is already verified")));
        });
        Assert.That((await user.Get("/api/jobs/manage")).Status, Is.EqualTo(200));
        Assert.That((await Http.PostAnswer(Confirm, new { action = "confirm", token = mail.Token() })).Status, Is.EqualTo(400), "the link was ended with the code");
    }

    [Test]
    public async Task The_link_from_the_mail_needs_no_session_and_works_once()
    {
        var user = await ApiUser.SignIn(Http, "agent.south");
        await user.Post(Send, Nobody);
        var token = (await Installation.MailsTo("agent.south", Subject, 1))[0].Token();

        var answers = await Task.WhenAll(Link(token), Link(token));

        Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo(new[] { 200, 400 }));
        Assert.That((await user.Get("/api/jobs/manage")).Status, Is.EqualTo(200));
        Assert.That((await Link(new string('A', 43))).Error, Is.EqualTo(Wrong));
    }

    [Test]
    public async Task A_code_without_a_session_is_a_401()
    {
        var answer = await Http.PostAnswer(Confirm, new { action = "confirm", code = "123456" });

        Assert.That((answer.Status, answer.Code), Is.EqualTo((401, "authentication_required")));
    }

    [Test]
    public async Task The_fifth_wrong_code_voids_it_and_three_mails_in_a_quarter_of_an_hour_are_enough()
    {
        var user = await ApiUser.SignIn(Http, "plumber");
        await user.Post(Send, Nobody);
        var code = CodeIn((await Installation.MailsTo("plumber", Subject, 1))[0]);
        var answers = new List<ApiAnswer>();
        for (var time = 0; time < 5; time++)
        {
            answers.Add(await user.Post(Confirm, new { action = "confirm", code = code == "999999" ? "999998" : "999999" }));
        }

        var late = await user.Post(Confirm, new { action = "confirm", code });
        var mails = new[] { await user.Post(Send, Nobody), await user.Post(Send, Nobody), await user.Post(Send, Nobody) };

        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(new[] { 400, 400, 400, 400, 429 }));
        Assert.That(answers[4].Error, Is.EqualTo("Too many attempts. Ask for a new code"));
        Assert.That((late.Status, late.Error), Is.EqualTo((400, Wrong)));
        Assert.That(mails.Select(mail => mail.Status), Is.EqualTo(new[] { 200, 200, 429 }));
    }

    [Test]
    public async Task A_code_that_was_mailed_to_another_address_proves_nothing()
    {
        var user = await ApiUser.SignIn(Http, "electrician");
        await user.Post(Send, Nobody);
        var mail = (await Installation.MailsTo("electrician", Subject, 1))[0];
        await InDatabase(db => db.Set<OneTimeCode>().ExecuteUpdateAsync(set => set.SetProperty(code => code.EmailToken, "another")));
        await InDatabase(db => db.Set<OneTimeLink>().ExecuteUpdateAsync(set => set.SetProperty(link => link.EmailToken, "another")));

        Assert.That((await user.Post(Confirm, new { action = "confirm", code = CodeIn(mail) })).Error, Is.EqualTo(Wrong));
        Assert.That((await Link(mail.Token())).Error, Is.EqualTo(Wrong));
    }

    [Test]
    public async Task Staff_have_it_sent_to_others_and_others_to_themselves_only()
    {
        var gas = await InDatabase(async db => (await db.Set<User>().ToListAsync()).Single(user => user.Email == "gas@demo.propops.test").Uuid);
        var director = await ApiUser.SignIn(Http, "director");

        var sent = await director.Post(Send, new { user_uuid = gas });
        var refused = await (await ApiUser.SignIn(Http, "agent.north")).Post(Send, new { user_uuid = gas });

        Assert.That(sent.Status, Is.EqualTo(200));
        Assert.That(await Installation.MailsTo("gas", Subject, 1), Has.Count.EqualTo(1));
        Assert.That(refused.Status, Is.EqualTo(404));
    }

    private static string CodeIn(Mail mail) => Regex.Match(mail.Text, "^[0-9]{6}\r?$", RegexOptions.Multiline).Value.Trim();

    private Task<ApiAnswer> Link(string token) => Http.PostAnswer(Confirm, new { action = "confirm", token });

    private async Task<T> InDatabase<T>(Func<PropOpsDbContext, Task<T>> work)
    {
        await using var scope = Installation.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>());
    }
}
