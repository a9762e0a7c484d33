using System.Net.Http.Json;
using System.Text.Json;
using PropOps.ApiTests.Contract;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.ApiTests.Jobs;
using PropOps.Infrastructure.Configuration;
using PropOps.Infrastructure.Security;

namespace PropOps.ApiTests.Watch;

/// <summary>INT-2: sign-ins from two countries, and somebody who reads everything.</summary>
public sealed class AnomalyTests(Column column) : ApiTest(column)
{
    private const string London = "203.0.113.7";
    private const string Britain = "203.0.112.7";
    private const string France = "198.51.100.7";
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"propops-{Guid.NewGuid():N}.mmdb");
    private ApiUser _director = null!;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000"), ("Security:TrustedProxies", "127.0.0.0/8"), ("Security:GeoIpFile", WriteFile())];

    protected override async Task Arrange() => _director = await ApiUser.SignIn(Http, "director");

    [OneTimeTearDown]
    public void Forget() => File.Delete(_file);

    [Test]
    public async Task INT_2_sign_ins_of_one_account_from_two_countries_within_an_hour_are_told_once()
    {
        var id = (await Installation.Demo()).Accounts["gas"];
        await SignIn("gas", London);
        await SignIn("gas", Britain);
        await SignIn("gas", "192.0.2.7");
        var oneCountry = await Anomalies(id);
        await SignIn("gas", France);
        await SignIn("gas", London);
        await SignIn("plumber", France);

        var told = await Anomalies(id);
        Assert.Multiple(async () =>
        {
            Assert.That(oneCountry, Is.Empty, "where an address is, is not always known");
            Assert.That(told.Select(alert => (alert.Text("component"), alert.Text("detail"), alert.Text("ip_address"))), Is.EqualTo(new[] { ("security", "One account signed in from FR and GB within an hour", France) }));
            Assert.That(await Anomalies((await Installation.Demo()).Accounts["plumber"]), Is.Empty);
        });
    }

    [Test]
    public async Task A_session_tells_where_it_was_opened()
    {
        await SignIn("electrician", London);
        var city = await Location("electrician");
        await SignIn("electrician", Britain);
        var country = await Location("electrician");
        await SignIn("electrician", "2001:db8::1");
        var unknown = await Location("electrician");

        Assert.That((city, country, unknown), Is.EqualTo(("London, United Kingdom", "United Kingdom", (string?)null)));
    }

    [Test]
    public async Task INT_2_more_than_five_thousand_records_read_by_one_account_are_told_and_not_those_of_an_export_or_a_personal_token()
    {
        var demo = await Installation.Demo();
        var reader = await ApiUser.SignIn(Http, "coordinator");
        var made = await reader.Post("/api/auth/tokens", new { action = "create", name = "sync" });
        var program = new ApiUser(Http, made.Body.GetProperty("token").GetString()!, "");
        for (var page = 0; page < 25; page++)
        {
            await reader.Get("/api/jobs/manage?limit=200");
            await program.Get("/api/jobs/manage?limit=200");
        }

        using (var csv = new HttpRequestMessage(HttpMethod.Get, "/api/jobs/manage?format=csv"))
        {
            csv.Headers.Authorization = new("Bearer", reader.Token);
            using var exported = await Http.SendAsync(csv);
            Assert.That((int)exported.StatusCode, Is.EqualTo(200));
        }

        await program.Get("/api/jobs/manage?limit=200");
        var before = await Anomalies(demo.Accounts["coordinator"]);
        await reader.Get("/api/jobs/manage?limit=1");
        await reader.Get("/api/jobs/manage?limit=1");
        var after = await Anomalies(demo.Accounts["coordinator"]);

        Assert.That(before, Is.Empty);
        Assert.That(after.Select(alert => alert.Text("detail")), Is.EqualTo(new[] { "One account read more than 5000 records within 10 minutes" }));
    }

    [TestCase("/nowhere/places.mmdb", "Security__GeoIpFile cannot be read.")]
    [TestCase("", null)]
    public void A_file_that_is_named_and_missing_stops_the_start(string path, string? complaint)
    {
        if (complaint is null)
        {
            Assert.That(GeoIpFile.Open(path).Find(London), Is.Null);
        }
        else
        {
            Assert.That(() => GeoIpFile.Open(path), Throws.TypeOf<StartupException>().With.Message.EqualTo(complaint));
        }
    }

    private string WriteFile()
    {
        var file = new GeoIpFileWriter();
        file.Add("203.0.113.0/24", "GB", "United Kingdom", "London");
        file.Add("203.0.112.0/24", "GB", "United Kingdom", city: null);
        file.Add("198.51.100.0/24", "FR", "France", "Paris");
        file.Save(_file);
        return _file;
    }

    private async Task SignIn(string name, string from)
    {
        var answer = await Http.Answer(new(HttpMethod.Post, "/api/auth/login")
        {
            Headers = { { "X-Forwarded-For", from } }, Content = JsonContent.Create(new { email = $"{name}@demo.propops.test", password = "Demo-Pass-2026!" }),
        });
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToString());
    }

    private async Task<string?> Location(string name) =>
        (await _director.Get($"/api/security/sessions?action=list&user_id={(await Installation.Demo()).Accounts[name]}&limit=1")).Data[0].Text("location");

    private async Task<IReadOnlyList<JsonElement>> Anomalies(long account) =>
        [.. (await _director.Get("/api/admin/alerts?kind=anomaly")).Data.EnumerateArray().Where(alert => alert.GetProperty("user_id").ValueKind == JsonValueKind.Number && alert.GetProperty("user_id").GetInt64() == account)];
}
