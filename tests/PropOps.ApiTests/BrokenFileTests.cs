using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.WebApi.Hosting;
using PropOps.WebApi.Operations;

namespace PropOps.ApiTests;

/// <summary>CSV-1: a failure after the first row breaks the connection off, over real Kestrel.</summary>
public sealed class BrokenFileTests
{
    [Test]
    public async Task A_file_that_fails_on_its_way_never_looks_whole()
    {
        await using var app = await Start();
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(app.Urls.First()), HttpCompletionOption.ResponseHeadersRead);

        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(async () => await response.Content.ReadAsStringAsync(), Throws.InstanceOf<HttpRequestException>());
    }

    private static async Task<WebApplication> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseMiddleware<Refusals>();
        app.MapGet("/", http => new FileAnswer("text/csv", "broken.csv", (body, cancellationToken) => new CsvWriter<Row>(["text"]).Write(body, Rows(), cancellationToken)).Send(http));
        await app.StartAsync();
        return app;
    }

    private static async IAsyncEnumerable<Row> Rows()
    {
        for (var number = 0; number < 10_000; number++)
        {
            yield return new Row($"Row {number}");
        }

        await Task.Yield();
        throw new InvalidOperationException("The database went away.");
    }

    private sealed record Row(string Text);
}
