using Microsoft.Playwright;
using PropOps.TestHost;

namespace PropOps.EndToEndTests;

/// <summary>What operations staff do in a browser when a mail did not go out.</summary>
public sealed class JobsDashboardTests
{
    private const string Director = "director@demo.propops.test";
    private const string Refusal = "554 5.7.1 tenant@demo.propops.test and all others are blocked here";

    [Test]
    public async Task A_failed_delivery_is_seen_with_the_relays_answer_and_repaired_once()
    {
        using var data = new DataFolder();
        using var relay = new SmtpPeerProcess();
        using var product = await Product.Start(
            data, "none", ("Email__Smtp__Host", "127.0.0.1"), ("Email__Smtp__Port", $"{relay.Port}"), ("Email__Smtp__Security", "None"));
        relay.Fault($"1 data {Refusal}");
        await TwoMails(data, product);
        Assert.That(relay.Mails, Has.Count.EqualTo(1), "the other one was refused");

        await using var browser = await Browser.Start();
        var director = await browser.Visitor(product.Url);
        var page = await director.NewPageAsync();
        await SignIn(page, "/hangfire/jobs/failed");

        // The list, and behind its link the job.
        await Browser.Picture(page, "failed-jobs");
        Assert.That(await page.Locator("#wrap").InnerTextAsync(), Does.Contain("554 5.7.1 t***@demo.propops.test and all others are blocked here"));
        await page.Locator("tr.js-jobs-list-row td a").First.ClickAsync();
        await page.WaitForURLAsync("**/hangfire/jobs/details/*");
        await Browser.Picture(page, "failed-job");
        Assert.That(await page.ContentAsync(), Does.Contain("554 5.7.1 t***@demo.propops.test")
            .And.Not.Contain("tenant@demo").And.Not.Contain(".cs").And.Not.Contain("   at ").And.Not.Contain("No hot water"));

        // Two people press the button at once, and one of them once more when it is done.
        var colleague = await director.NewPageAsync();
        await colleague.GotoAsync(page.Url);
        var onlooker = await director.NewPageAsync();
        await onlooker.GotoAsync(page.Url);
        await Task.WhenAll(Requeue(page), Requeue(colleague));
        await Eventually.Get("The mail", () => Task.FromResult(relay.Mails.Count(mail => mail.To.ToString() != Director)), count => count > 1);
        await UntilSucceeded(onlooker, times: 1);
        await Requeue(page);
        await UntilSucceeded(onlooker, times: 2);
        await Browser.Picture(onlooker, "repaired-job");

        // The director was told of the sign-in with a browser that is new.
        Assert.That((await data.Deliveries()).Select(delivery => (delivery.Status, delivery.Attempts)), Is.EquivalentTo(new[] { ("Failed", 1), ("Sent", 1), ("Sent", 1), ("Sent", 1) }));
        Assert.That(relay.Mails.Select(mail => mail.To.ToString()), Is.EquivalentTo(new[] { "agent.north@demo.propops.test", "tenant@demo.propops.test", Director }));

        await onlooker.GotoAsync("/hangfire");
        await Browser.Picture(onlooker, "dashboard");
        Assert.That(browser.Complaints, Has.All.StartsWith("Applying inline style violates"), "Hangfire's charts want styles of their own, and look right without");

        // From here on the pages that are still open are refused their figures.
        await SignOut(page);
        await onlooker.ReloadAsync();
        Assert.That(new Uri(onlooker.Url).AbsolutePath, Is.EqualTo("/sign-in"), "it is the same browser's session");
    }

    [Test]
    public async Task Signing_in_and_out_needs_no_script()
    {
        using var data = new DataFolder();
        using var product = await Product.Start(data, "none");
        await using var browser = await Browser.Start();
        var page = await (await browser.Visitor(product.Url, withScripts: false)).NewPageAsync();

        await page.GotoAsync("/hangfire");
        await Fill(page, "director", "Wrong-Pass-2026!");
        Assert.That(await page.GetByRole(AriaRole.Alert).InnerTextAsync(), Is.EqualTo("Invalid email or password"));
        await Browser.Picture(page, "refused-sign-in");
        await Fill(page, "coordinator", "Demo-Pass-2026!");
        Assert.That(await page.GetByRole(AriaRole.Alert).InnerTextAsync(), Is.EqualTo("You do not have permission to perform this action"));
        await Browser.Picture(page, "refused-dashboard");
        await page.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByLabel("Password").WaitForAsync();
        Assert.That(await page.Context.CookiesAsync(), Has.None.Property("Name").EqualTo("propops_session"));
    }

    /// <summary>A job of an address with a tenant, of which agent and tenant are told; both mails have ended.</summary>
    private static async Task TwoMails(DataFolder data, Product product)
    {
        using var agent = await product.SignIn("agent.north");
        using var coordinator = await product.SignIn("coordinator");
        await coordinator.CreateJob(await data.FirstAddress(), agent.AccountId, Guid.NewGuid().ToString());
        await Eventually.Get("The deliveries", data.Deliveries, deliveries => deliveries.Count == 2 && deliveries.All(delivery => delivery.Status != "Queued"));
    }

    private static async Task SignIn(IPage page, string target)
    {
        await page.GotoAsync(target);
        await Browser.Picture(page, "sign-in");
        await Fill(page, "director", "Demo-Pass-2026!");
        await page.WaitForURLAsync($"**{target}");
    }

    private static async Task Fill(IPage page, string name, string password)
    {
        await page.GetByLabel("Mail address").FillAsync($"{name}@demo.propops.test");
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>The page then loads itself anew.</summary>
    private static Task Requeue(IPage page) => page.RunAndWaitForResponseAsync(
        () => page.Locator("button[data-ajax*='/jobs/actions/requeue/']").ClickAsync(),
        response => response.Request.Method == "POST" && response.Url.Contains("/requeue/", StringComparison.Ordinal) && response.Ok);

    private static Task UntilSucceeded(IPage page, int times) => Eventually.Get(
        "Successes in the history of the job",
        async () =>
        {
            await page.ReloadAsync();
            return await page.GetByRole(AriaRole.Heading, new() { Name = "Succeeded" }).CountAsync();
        },
        count => count >= times);

    private static async Task SignOut(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to site" }).ClickAsync();
        await Browser.Picture(page, "signed-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByLabel("Password").WaitForAsync();
    }
}
