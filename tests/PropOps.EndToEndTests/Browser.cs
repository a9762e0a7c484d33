using Microsoft.Playwright;

namespace PropOps.EndToEndTests;

/// <summary>A person's browser: Chromium, with what it complained about.</summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Errors in the console: what a content policy blocked, what could not be loaded, what a script threw.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    public static async Task<Browser> Start()
    {
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium" }));
    }

    /// <returns>somebody with cookies of his own.</returns>
    public async Task<IBrowserContext> Visitor(Uri site, bool withScripts = true)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = site.ToString(), JavaScriptEnabled = withScripts });
        context.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                lock (_complaints)
                {
                    _complaints.Add(message.Text);
                }
            }
        };
        return context;
    }

    /// <summary>Keeps what a person would see, beside the test's results.</summary>
    public static async Task Picture(IPage page, string name)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        TestContext.AddTestAttachment(file);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
