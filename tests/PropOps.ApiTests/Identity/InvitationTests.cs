using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Identity;

/// <summary>An account that somebody else makes, and its owner takes over by the mailed link.</summary>
public sealed class InvitationTests(Column column) : ApiTest(column)
{
    private const string Users = "/api/users/users";
    private const string Subject = "You are invited to PropOps";
    private const string Password = "Quite-My-Own-7";
    private const string NotValid = "This invitation is not valid";
    private ApiUser _director = null!;

    protected override IEnumerable<(string Key, string Value)> Settings => [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100")];

    protected override async Task Arrange() => _director = await ApiUser.SignIn(Http, "director");

    [Test]
    public async Task Whom_it_was_made_for_takes_it_over_once()
    {
        var invited = await Invite("ines", new { account_type_id = 1 });
        var token = await TokenMailedTo("ines");
        var before = await SignIn("ines", Password);

        var looked = await Http.GetAnswer(Link(token));
        var weak = await Accept(token, "weak");
        var accepted = await Http.PostAnswer(Link(token), new { password = Password, first_name = "Inés" });
        var again = await Accept(token, Password);

        Assert.Multiple(() =>
        {
            Assert.That((invited.Status, invited.Data.GetProperty("account_status_name").GetString()), Is.EqualTo((200, "Pending")), invited.Body.ToString());
            Assert.That(before.Status, Is.EqualTo(401));
            Assert.That(looked.Data.GetProperty("email").GetString(), Is.EqualTo("in***@demo.propops.test"));
            Assert.That(looked.Data.GetProperty("organisation").GetString(), Is.EqualTo("PropOps"));
            Assert.That(weak.Status, Is.EqualTo(400));
            Assert.That((accepted.Status, accepted.Body.GetProperty("message").GetString()), Is.EqualTo((200, "Your account is ready. You can now log in.")));
            Assert.That((again.Status, again.Error), Is.EqualTo((404, NotValid)));
        });
        Assert.That((await Http.GetAnswer(Link(token))).Error, Is.EqualTo(NotValid));
        var events = await Installation.EventsAbout(invited.Data.GetProperty("uuid").GetGuid());
        var signedIn = await SignIn("ines", Password);
        Assert.That((signedIn.Status, signedIn.Body.GetProperty("user").GetProperty("name").GetString()), Is.EqualTo((200, "Inés New")));
        Assert.That(events, Is.EqualTo(new[] { "user.created", "user.invited", "user.updated", "user.updated", "user.status_changed" }));
        Assert.That(await Installation.EverythingStored(), Does.Not.Contain(token));
    }

    [Test]
    public async Task An_invited_account_may_have_to_wait_for_approval()
    {
        var invited = await Invite("omar", new { account_type_id = 1, require_approval = true });

        var accepted = await Accept(await TokenMailedTo("omar"), Password);
        var refused = await SignIn("omar", Password);

        Assert.That(accepted.Status, Is.EqualTo(200));
        Assert.That((refused.Status, refused.Code), Is.EqualTo((403, "account_inactive")));
        Assert.That(await Installation.EventsAbout(invited.Data.GetProperty("uuid").GetGuid()), Does.Contain("user.approval_requested").And.Not.Contain("user.status_changed"));
    }

    [Test]
    public async Task Sent_again_the_earlier_link_ends_and_taken_back_the_account_is_gone()
    {
        var uuid = (await Invite("vera", new { account_type_id = 1 })).Data.GetProperty("uuid").GetGuid();
        var first = await TokenMailedTo("vera");

        var again = await _director.Post(Users, new { action = "resend_invitation", uuid });
        var second = await TokenMailedTo("vera", mails: 2);
        var ofFirst = await Http.GetAnswer(Link(first));
        var ofSecond = await Http.GetAnswer(Link(second));
        var cancelled = await _director.Post(Users, new { action = "cancel_invitation", uuid });
        var ofCancelled = await Accept(second, Password);
        var gone = await _director.Post(Users, new { action = "cancel_invitation", uuid });
        var anew = await Invite("vera", new { account_type_id = 1 });

        Assert.Multiple(() =>
        {
            Assert.That((again.Status, ofFirst.Status, ofSecond.Status), Is.EqualTo((200, 404, 200)));
            Assert.That((cancelled.Status, cancelled.Body.GetProperty("message").GetString()), Is.EqualTo((200, "Invitation cancelled")));
            Assert.That((ofCancelled.Status, ofCancelled.Error), Is.EqualTo((404, NotValid)));
            Assert.That((gone.Status, gone.Error), Is.EqualTo((404, "User not found")));
            Assert.That(anew.Status, Is.EqualTo(200), "the address is free again");
        });
        Assert.That(await Installation.EventsAbout(uuid), Is.EqualTo(new[] { "user.created", "user.invited", "user.invited", "user.deleted" }));
    }

    [Test]
    public async Task Who_is_here_already_cannot_be_invited()
    {
        var taken = await Invite("finance", new { account_type_id = 1 });
        var open = await _director.Post(Users, new { action = "resend_invitation", uuid = 5 });
        var asStrong = await Invite("rival", new { account_type_id = 1, role_id = 2 });

        Assert.That((taken.Status, taken.Error), Is.EqualTo((409, "An account with this email already exists")));
        Assert.That((open.Status, open.Error), Is.EqualTo((409, "This account has no open invitation")));
        Assert.That((asStrong.Status, asStrong.Error), Is.EqualTo((403, "You cannot give this role")));
    }

    [Test]
    public async Task Of_two_who_follow_the_link_at_one_moment_one_gets_the_account()
    {
        await Invite("twin", new { account_type_id = 1 });
        var token = await TokenMailedTo("twin");

        var answers = await Task.WhenAll(Accept(token, "First-Of-The-Two-1"), Accept(token, "Second-Of-The-Two-2"));

        Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo(new[] { 200, 404 }));
    }

    [Test]
    public async Task ACC_11_whoever_happens_to_be_signed_in_is_not_looked_at()
    {
        await Invite("wanda", new { account_type_id = 1 });
        var token = await TokenMailedTo("wanda");

        var answer = await _director.Post(Link(token), new { password = Password }, ("X-CSRF-Token", "nonsense"));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Header("X-CSRF-Token"), Is.Null);
        Assert.That((await SignIn("wanda", Password)).Status, Is.EqualTo(200));
    }

    private static string Link(string token) => $"/api/public/invitation/{token}";

    private Task<ApiAnswer> Invite(string name, object more)
    {
        var body = new Dictionary<string, object?> { ["action"] = "invite", ["first_name"] = "Somebody", ["last_name"] = "New", ["email"] = $"{name}@demo.propops.test" };
        foreach (var property in more.GetType().GetProperties())
        {
            body[property.Name] = property.GetValue(more);
        }

        return _director.Post(Users, body);
    }

    private async Task<string> TokenMailedTo(string name, int mails = 1) => (await Installation.MailsTo(name, Subject, mails))[^1].Token();

    private Task<ApiAnswer> Accept(string token, string password) => Http.PostAnswer(Link(token), new { password });

    private Task<ApiAnswer> SignIn(string name, string password) => Http.PostAnswer("/api/auth/login", new { email = $"{name}@demo.propops.test", password });
}
