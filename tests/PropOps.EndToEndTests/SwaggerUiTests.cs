using Microsoft.Playwright;

namespace PropOps.EndToEndTests;

/// <summary>What a front-end developer does first: look at an operation and try it out.</summary>
public sealed class SwaggerUiTests
{
    [TestCase("token")]
    [TestCase("session")]
    public async Task A_job_is_raised_from_the_page(string mode)
    {
        using var data = new DataFolder();
        using var product = await Product.Run(data);
        await using var browser = await Browser.Start();
        var page = await (await browser.Visitor(product.Url)).NewPageAsync();
        await page.GotoAsync("/swagger");

        var signedIn = await Try(page, "auth", "auth.login.create_token", $$"""{"email":"coordinator@demo.propops.test","password":"Demo-Pass-2026!","mode":"{{mode}}"}""");
        Assert.That(signedIn, Does.Contain("\"success\": true"));

        // Twice, since a CSRF token is good for one change.
        foreach (var title in new[] { "Boiler repair", "Leaking tap" })
        {
            var raised = await Try(page, "jobs", "jobs.manage.create", $$"""
                {"job_title":"{{title}}","job_description":"From the page.","priority_id":3,"status_id":1,"job_type_id":3,"address_id":1,"agent_id":5}
                """);
            Assert.That(raised, Does.Contain($"\"job_title\": \"{title}\"").And.Contain("\"success\": true"));
        }

        await Browser.Picture(page, $"swagger-created-{mode}");
        Assert.That(await TryBanner(page), Does.Contain("\"theme\": \"dark\"").And.Contain("action=banner"));
        var found = await Try(page, "jobs", "jobs.manage.get_lookups");
        Assert.That(found, Does.Contain("\"success\": true"));
        Assert.That(browser.Complaints, Is.Empty);
    }

    /// <summary>Opens an operation, fills its body and executes it.</summary>
    /// <returns>the body of the answer as it is shown.</returns>
    private static async Task<string> Try(IPage page, string tag, string id, string? body = null)
    {
        // Swagger UI escapes the dots in the name, and the selector wants the backslash escaped again.
        var entry = page.Locator($"[id='operations-{tag}-{id.Replace(".", @"\\.", StringComparison.Ordinal)}']");
        if (!await entry.IsVisibleAsync())
        {
            await page.Locator($"[id='operations-tag-{tag}']").ClickAsync();
        }

        if (!await entry.Locator("button.execute").IsVisibleAsync())
        {
            await entry.Locator(".opblock-summary-control").ClickAsync();
            await entry.Locator("button.try-out__btn").ClickAsync();
        }

        return await Execute(entry, body);
    }

    /// <summary>Sends a picture beside another field.</summary>
    private static async Task<string> TryBanner(IPage page)
    {
        var entry = page.Locator(@"[id='operations-users-users\\.appearance\\.update']");
        await page.Locator("[id='operations-tag-users']").ClickAsync();
        await entry.Locator(".opblock-summary-control").ClickAsync();
        await entry.Locator("button.try-out__btn").ClickAsync();
        await entry.Locator(".opblock-section-request-body select").First.SelectOptionAsync("multipart/form-data");

        // The example is somebody who is not there; left out, it is oneself.
        await entry.Locator("[data-property-name='uuid']").Locator("input[type=text], textarea").First.FillAsync("");
        await entry.Locator("[data-property-name='theme'] select").SelectOptionAsync("dark");
        await entry.Locator("[data-property-name='banner_file'] input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "sky.png",
            MimeType = "image/png",
            Buffer = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAAZ0lEQVR42u3QMQ0AAAgDsEnH+ZBBSHrUQNNkLiXtKQECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIOB/wAK/J+mWRbvwBQAAAABJRU5ErkJggg=="),
        });
        return await Execute(entry, body: null);
    }

    private static async Task<string> Execute(ILocator entry, string? body)
    {
        // The answer before, which would be taken for the next one.
        if (await entry.Locator("button.btn-clear").IsVisibleAsync())
        {
            await entry.Locator("button.btn-clear").ClickAsync();
        }

        if (body is not null)
        {
            await entry.Locator("textarea.body-param__text").FillAsync(body);
        }

        await entry.Locator("button.execute").ClickAsync();
        return await entry.Locator(".live-responses-table .highlight-code, .live-responses-table .microlight").First.InnerTextAsync();
    }
}
