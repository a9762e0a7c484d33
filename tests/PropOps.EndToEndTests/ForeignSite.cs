using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace PropOps.EndToEndTests;

/// <summary>A front end that is served elsewhere; its page holds the client as <c>propops</c>, with the visitor's cookie.</summary>
internal sealed class ForeignSite : IAsyncDisposable
{
    private const string Html = """
        <!DOCTYPE html>
        <link rel="icon" href="data:,">
        <script type="module">
          import { PropOps } from "/dist/index.js";
          window.propops = new PropOps({ baseUrl: location.search.slice(1), auth: "cookie" });
          window.signIn = (name) => propops.auth.login.createToken({ email: `${name}@demo.propops.test`, password: "Demo-Pass-2026!" });
          window.raise = (title) => propops.jobs.manage.create({
            job_title: title, job_description: "From a page.", priority_id: 3, status_id: 1, job_type_id: 3, address_id: 1, agent_id: 5,
          });
        </script>
        """;

    private readonly WebApplication _app;

    private ForeignSite(WebApplication app) => _app = app;

    public string Origin => _app.Urls.Single();

    /// <param name="package">the client's folder.</param>
    public static async Task<ForeignSite> Start(string package)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/", () => Results.Content(Html, "text/html"));
        app.MapGet("/dist/{file}", (string file) => Results.File(Path.Combine(package, "dist", file), "text/javascript"));
        await app.StartAsync();
        return new ForeignSite(app);
    }

    public async Task<IPage> Open(IBrowserContext visitor, Product product)
    {
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"{Origin}/?{product.Url}");
        await page.WaitForFunctionAsync("window.propops !== undefined");
        return page;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
