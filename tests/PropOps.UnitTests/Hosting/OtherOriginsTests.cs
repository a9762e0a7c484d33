using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Infrastructure.Configuration;
using PropOps.WebApi.Hosting;

namespace PropOps.UnitTests.Hosting;

public sealed class OtherOriginsTests
{
    [TestCase("*")]
    [TestCase("null")]
    [TestCase("app.example.org")]
    [TestCase("https://*.example.org")]
    [TestCase("https://app.example.org/")]
    [TestCase("https://app.example.org,https://app.example.org/page")]
    [TestCase("ftp://app.example.org")]
    public void What_is_no_origin_stops_the_start(string setting) =>
        Assert.That(() => Use(setting), Throws.TypeOf<StartupException>().With.Message.StartsWith("Cors__Origins "));

    [TestCase("")]
    [TestCase("https://app.example.org, http://127.0.0.1:5173")]
    public void Origins_are_named_with_commas(string setting) => Assert.That(() => Use(setting), Throws.Nothing);

    private static void Use(string setting)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Cors:Origins", setting)]).Build();
        new ApplicationBuilder(new ServiceCollection().BuildServiceProvider()).UseOtherOrigins(configuration);
    }
}
