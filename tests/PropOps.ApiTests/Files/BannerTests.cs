using System.Text.Json;
using PropOps.ApiTests.Accounts;
using PropOps.ApiTests.Hosting;
using SkiaSharp;

namespace PropOps.ApiTests.Files;

/// <summary>The banner of users.appearance.*.</summary>
public sealed class BannerTests(Column column) : AccountsTest(column)
{
    private const string Path = "/api/users/appearance";

    [Test]
    public async Task A_banner_comes_with_other_choices_and_goes_again()
    {
        var tenant = await As("tenant");
        var none = await tenant.Get($"{Path}?action=banner");
        var sent = await tenant.Post(Path, Parts.Of(("theme", "dark")).File("banner_file", Pictures.Jpeg(3000, 1000), "banner.jpg"));
        var address = sent.Body.GetProperty("dashboard_banner_path").GetString()!;
        var shown = await tenant.Get(address);
        var cleared = await tenant.Post(Path, new { clear_banner = true });

        Assert.That((none.Status, none.Error), Is.EqualTo((404, "Banner not found")));
        Assert.That((sent.Status, sent.Data.GetProperty("theme").GetString()), Is.EqualTo((200, "dark")));
        Assert.That((shown.Status, shown.Header("ETag") is not null, shown.Header("Cache-Control")), Is.EqualTo((200, true, "max-age=86400, private")));
        Assert.That(Pictures.Look(await shown.Bytes()), Is.EqualTo((1920, 640, SKEncodedImageFormat.Jpeg)));
        Assert.That((cleared.Data.GetProperty("dashboard_banner_path").ValueKind, (await tenant.Get(address)).Status), Is.EqualTo((JsonValueKind.Null, 404)));
        Assert.That(Installation.StoredFiles, Is.Empty);
    }

    [Test]
    public async Task A_banner_is_sent_or_cleared_not_both()
    {
        var answer = await (await As("tenant")).Post(Path, Parts.Of(("clear_banner", "true")).File("banner_file", Pictures.Png(64, 64), "banner.png"));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "Send either banner_file or clear_banner")));
        Assert.That(Installation.StoredFiles, Is.Empty);
    }

    [Test]
    public async Task A_small_banner_stays_as_large_as_it_is()
    {
        var finance = await As("finance");
        await finance.Post(Path, Parts.Of().File("banner_file", Pictures.Png(200, 50), "banner.png"));
        var picture = Pictures.Look(await (await finance.Get($"{Path}?action=banner")).Bytes());
        await finance.Post(Path, new { clear_banner = true });

        Assert.That((picture.Width, picture.Height), Is.EqualTo((200, 50)));
    }
}
