using PropOps.ApiTests.Hosting;

namespace PropOps.ApiTests.Jobs;

public sealed class JobMailTests(Column column) : ApiTest(column)
{
    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "100"), ("Organisation:PortalAccess", "true")];

    [Test]
    public async Task A_job_in_a_mail_out()
    {
        var demo = await Installation.Demo();
        var coordinator = await ApiUser.SignIn(Http, "coordinator");

        var job = await coordinator.CreateJob(new
        {
            job_title = "Boiler <b>& tap</b>", job_description = "No hot water", priority_id = 3, status_id = 1, job_type_id = 3,
            address_id = demo.Addresses[0], agent_id = demo.Accounts["agent.north"], access_details = "Key safe 4711",
        });
        var opened = await Installation.Mails(2, about: job.Text("job_ref")!);
        await coordinator.UpdateJob(job, new() { ["contractor_id"] = demo.Contractors[0] });
        var all = await Installation.Mails(5, about: job.Text("job_ref")!);

        Assert.Multiple(() =>
        {
            Assert.That(opened.Select(mail => mail.To), Is.EquivalentTo(new[] { "agent.north@demo.propops.test", "tenant@demo.propops.test" }));
            Assert.That(opened.Select(mail => mail.Subject), Has.All.EqualTo($"New job {job.Text("job_ref")}"));
            Assert.That(all.Count(mail => mail.Subject == $"Job assigned: {job.Text("job_ref")}" && mail.To == "gas@demo.propops.test"), Is.EqualTo(1));
            Assert.That(all.Count(mail => mail.Subject.EndsWith($"will do {job.Text("job_ref")}")), Is.EqualTo(2));
            Assert.That(all, Has.Count.EqualTo(5));
            Assert.That(all.Select(mail => mail.Html), Has.Some.Contains("Boiler &lt;b&gt;&amp; tap&lt;/b&gt;"));
            Assert.That(all.Select(mail => mail.Source), Has.None.Contains("Key safe"));
            Assert.That(all.Select(mail => mail.Source), Has.All.Contains("Auto-Submitted: auto-generated"));
        });
    }

    [Test]
    public async Task Nobody_is_told_of_what_they_did_themselves()
    {
        var demo = await Installation.Demo();
        var agent = await ApiUser.SignIn(Http, "agent.north");

        var job = await agent.CreateJob(new { job_title = "Mine", job_description = "x", priority_id = 3, status_id = 1, job_type_id = 3, address_id = demo.Addresses[100], tenants_ids = Array.Empty<long>() });
        await agent.UpdateJob(job, new() { ["contractor_id"] = demo.Contractors[1] });
        var mails = await Installation.Mails(1, about: job.Text("job_ref")!);

        Assert.That(mails.Select(mail => mail.To), Is.EqualTo(new[] { "plumber@demo.propops.test" }));
    }

    [Test]
    public async Task Who_has_to_do_with_a_job_hears_how_it_goes_on()
    {
        var demo = await Installation.Demo();
        var coordinator = await ApiUser.SignIn(Http, "director");
        var gas = await ApiUser.SignIn(Http, "gas");
        var job = await coordinator.CreateJob(new
        {
            job_title = "Told", job_description = "x", priority_id = 3, status_id = 1, job_type_id = 3,
            address_id = demo.Addresses[0], agent_id = demo.Accounts["agent.north"], contractor_id = demo.Contractors[0],
        });

        // Who hears of an event is read when it is handled: after the decline nobody would be told of the offer any more.
        await Installation.Settled();
        await gas.Do(job, "decline", new() { ["reason"] = "No capacity" });
        await coordinator.UpdateJob(job, new() { ["contractor_id"] = demo.Contractors[0], ["notify_contractor"] = false });
        await gas.Do(job, "accept");
        await coordinator.Do(job, "hold", new() { ["reason_code"] = "awaiting_parts" });
        await gas.Do(job, "resume");
        await gas.Do(job, "complete", new() { ["work_done"] = "Done" });

        await Installation.Settled();
        var reference = job.Text("job_ref")!;
        var mails = await Installation.Mails(15, about: reference);
        string[] To(string subject) => [.. mails.Where(mail => mail.Subject == subject).Select(mail => mail.To.Split('@')[0]).Order()];

        Assert.Multiple(() =>
        {
            Assert.That(To($"{reference} declined"), Is.EqualTo(new[] { "agent.north", "director" }));
            Assert.That(mails.First(mail => mail.Subject == $"{reference} declined").Html, Does.Contain("No capacity"));
            Assert.That(To($"Update on {reference}: On Hold"), Is.EqualTo(new[] { "agent.north", "gas" }));
            Assert.That(To($"Update on {reference}: Assigned"), Is.EqualTo(new[] { "agent.north" }), "gas resumed it themselves, and an accepted offer has a mail of its own");
            Assert.That(To($"{reference} completed"), Is.EqualTo(new[] { "agent.north", "director", "tenant" }));
        });
    }

    [Test]
    public async Task Who_has_to_be_there_hears_of_every_visit()
    {
        var demo = await Installation.Demo();
        var coordinator = await ApiUser.SignIn(Http, "coordinator");
        var agent = await ApiUser.SignIn(Http, "agent.south");
        var tenant = await ApiUser.SignIn(Http, "tenant");
        var job = await coordinator.CreateJob(new
        {
            job_title = "Visited", job_description = "x", priority_id = 3, status_id = 1, job_type_id = 3, address_id = demo.Addresses[0], agent_id = demo.Accounts["agent.south"],
        });
        await coordinator.UpdateJob(job, new() { ["contractor_id"] = demo.Contractors[1], ["accepted"] = true });
        await Installation.Settled();

        var proposed = (await coordinator.Propose(job, VisitsApi.Slot(1, 2), VisitsApi.Slot(2))).Granted();
        await Installation.Settled();
        await tenant.DoVisit("confirm", proposed, new() { ["slot"] = 1 });
        await Installation.Settled();
        await coordinator.Schedule(job, VisitsApi.Day(0));
        await Installation.Settled();
        await agent.DoVisit("outcome", proposed, new() { ["outcome"] = "no_access", ["reason"] = "The <b>gate</b> was shut" });
        await coordinator.Schedule(job, VisitsApi.Day(3));
        await Installation.Settled();
        await coordinator.Schedule(job, null, new() { ["reason"] = "The part did not come" });
        await Installation.Settled();

        var reference = job.Text("job_ref")!;
        var mails = (await Installation.Mails(19, about: reference)).ToLookup(mail => mail.Subject);
        string Written(int fromToday) => DateOnly.Parse(VisitsApi.Day(fromToday)).ToString("D", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
        string[] To(string subject) => [.. mails[subject].Select(mail => mail.To.Split('@')[0]).Order()];
        var offer = mails[$"Choose a time for {reference}"].First().Html;

        Assert.Multiple(() =>
        {
            Assert.That(To($"Choose a time for {reference}"), Is.EqualTo(new[] { "agent.south", "plumber", "tenant" }));
            Assert.That(offer, Does.Contain($"<li>{Written(1)} Morning</li>").And.Contains($"<li>{Written(2)}</li>"));
            Assert.That(To($"Visit for {reference} on {Written(1)}"), Is.EqualTo(new[] { "plumber" }), "the tenant chose it themselves");
            Assert.That(To($"Visit for {reference} on {Written(0)}"), Is.EqualTo(new[] { "plumber", "tenant" }));
            Assert.That(mails[$"Visit for {reference} on {Written(0)}"].First().Html, Does.Contain($"in place of {Written(1)}"));
            Assert.That(To($"We could not get in for {reference}"), Is.EqualTo(new[] { "coordinator", "tenant" }), "the agent told it themselves");
            Assert.That(mails[$"We could not get in for {reference}"].First().Html, Does.Contain("The &lt;b&gt;gate&lt;/b&gt; was shut").And.Contains(Written(0)));
            Assert.That(To($"Visit for {reference} called off"), Is.EqualTo(new[] { "plumber", "tenant" }));
            Assert.That(mails[$"Visit for {reference} called off"].First().Html, Does.Contain($"the visit on {Written(3)}").And.Contains("The part did not come"));
        });
    }
}
