using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Accounts;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Files;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using SkiaSharp;

namespace PropOps.ApiTests.Files;

/// <summary>users.avatar.*.</summary>
public sealed class AvatarTests(Column column) : AccountsTest(column)
{
    private const string Path = "/api/users/avatar";

    [Test]
    public async Task Everybody_shows_their_face()
    {
        var (tenant, uuid) = (await As("tenant"), await UuidOf("tenant"));
        var sent = await tenant.Post(Path, Parts.Avatar(uuid, Pictures.Jpeg(300, 200), "me.jpg"));
        var address = sent.Data.GetProperty("avatar_url").GetString()!;
        var shown = await tenant.Get(address);
        var picture = Pictures.Look(await shown.Bytes());
        var large = Pictures.Look(await (await tenant.Get($"{Path}?size=512")).Bytes());

        Assert.That((await Own("tenant")).GetProperty("avatar_url").GetString(), Is.EqualTo(address));
        Assert.That(picture, Is.EqualTo((256, 256, SKEncodedImageFormat.Jpeg)));
        Assert.That((large.Width, large.Height), Is.EqualTo((512, 512)));
        Assert.That(
            (shown.Header("Content-Type"), shown.Header("Cache-Control"), shown.Header("X-Content-Type-Options")),
            Is.EqualTo(("image/jpeg", "max-age=86400, private", "nosniff")));
        Assert.That(shown.Header("Content-Disposition"), Does.StartWith("inline; filename=avatar.jpg;"));
        Assert.That(shown.Header("Content-Security-Policy"), Does.Contain("sandbox"));
        Assert.That(shown.Header("X-Ignored-Parameters"), Is.Null, "an address of ours");
    }

    [Test]
    public async Task What_a_browser_has_already_is_not_sent_again()
    {
        var (landlord, uuid) = (await As("landlord"), await UuidOf("landlord"));
        await landlord.Post(Path, Parts.Avatar(uuid, Pictures.Png(64, 64)));
        var etag = (await landlord.Get(Path)).Header("ETag")!;
        var again = await landlord.Get(Path, ("If-None-Match", etag));
        var ofAnotherSize = await landlord.Get($"{Path}?size=32", ("If-None-Match", etag));

        Assert.That((again.Status, (await again.Bytes()).Length, again.Header("ETag")), Is.EqualTo((304, 0, etag)));
        Assert.That(ofAnotherSize.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Without_a_picture_the_initials_stand_for_somebody()
    {
        var finance = await As("finance");
        var shown = await finance.Get(Path);
        var drawing = Encoding.UTF8.GetString(await shown.Bytes());
        var (first, last) = ((await Own("finance")).GetProperty("first_name").GetString()!, (await Own("finance")).GetProperty("last_name").GetString()!);

        Assert.That((shown.Status, shown.Header("Content-Type"), (await Own("finance")).GetProperty("avatar_url").ValueKind), Is.EqualTo((200, "image/svg+xml", JsonValueKind.Null)));
        Assert.That(drawing, Does.Contain($">{first[..1]}{last[..1]}<"));
    }

    [Test]
    public async Task A_picture_is_taken_away_again_and_none_is_no_fault()
    {
        var (gas, uuid) = (await As("gas"), await UuidOf("gas"));
        var before = Installation.StoredFiles;
        await gas.Post(Path, Parts.Avatar(uuid, Pictures.Png(40, 40)));
        var with = Installation.StoredFiles;
        await gas.Post(Path, Parts.Avatar(uuid, Pictures.Png(50, 40)));
        var replaced = Installation.StoredFiles;
        var removed = await gas.Post(Path, new { action = "delete", user_uuid = uuid });
        var again = await gas.Post(Path, new { action = "delete", user_uuid = uuid });

        Assert.That((with.Count, replaced.Count), Is.EqualTo((before.Count + 1, before.Count + 1)), "the one before is gone");
        Assert.That(Installation.StoredFiles, Is.EquivalentTo(before));
        Assert.That((removed.Status, again.Status, again.Data.GetProperty("avatar_url").ValueKind), Is.EqualTo((200, 200, JsonValueKind.Null)));
    }

    [Test]
    public async Task It_stands_upright_without_what_the_camera_wrote_into_it()
    {
        var (plumber, uuid) = (await As("plumber"), await UuidOf("plumber"));
        await plumber.Post(Path, Parts.Avatar(uuid, Pictures.JpegOnItsSide(400, 400, "Secret Camera 9000"), "me.jpeg"));
        var picture = await (await plumber.Get($"{Path}?size=512")).Bytes();

        Assert.That(Encoding.Latin1.GetString(picture), Does.Not.Contain("Secret Camera").And.Not.Contain("Exif"));
        Assert.That(Pictures.PixelAt(picture, 256, 60).Red, Is.GreaterThan(200), "what was on the left is on top");
        Assert.That(Pictures.PixelAt(picture, 256, 450).Blue, Is.GreaterThan(200));
    }

    [Test]
    public async Task Transparency_stays_and_other_kinds_become_ours()
    {
        var (electrician, uuid) = (await As("electrician"), await UuidOf("electrician"));
        await electrician.Post(Path, Parts.Avatar(uuid, Pictures.Png(100, 100, isTransparent: true)));
        var transparent = await (await electrician.Get($"{Path}?size=512")).Bytes();
        await electrician.Post(Path, Parts.Avatar(uuid, Pictures.WebP(100, 300), "me.webp"));
        var webp = await (await electrician.Get($"{Path}?size=512")).Bytes();

        Assert.That((Pictures.Look(transparent).Format, Pictures.PixelAt(transparent, 500, 256).Alpha), Is.EqualTo((SKEncodedImageFormat.Png, (byte)0)));
        Assert.That(Pictures.Look(webp), Is.EqualTo((512, 512, SKEncodedImageFormat.Jpeg)));
    }

    [Test]
    public async Task Nothing_of_what_hides_in_a_picture_is_kept()
    {
        var (agent, uuid) = (await As("agent.south"), await UuidOf("agent.south"));
        var sent = await agent.Post(Path, Parts.Avatar(uuid, [.. Pictures.Png(64, 64), .. "<script>alert(1)</script>PK"u8], "polyglot.png"));
        var picture = await (await agent.Get($"{Path}?size=512")).Bytes();

        Assert.That(sent.Status, Is.EqualTo(200));
        Assert.That(Encoding.Latin1.GetString(picture), Does.Not.Contain("script"));
    }

    /// <summary>FILES-15.</summary>
    [Test]
    public async Task A_phones_picture_is_taken_whatever_it_is_called()
    {
        var folder = Directory.CreateTempSubdirectory("propops-heic-");
        try
        {
            var (png, heic) = (System.IO.Path.Combine(folder.FullName, "in.png"), System.IO.Path.Combine(folder.FullName, "out.heic"));
            await File.WriteAllBytesAsync(png, Pictures.Png(200, 120));
            Assert.That(await ExitCodeOf("heif-enc", png, "-o", heic), Is.Zero, "build/services.sh installs heif-enc");
            var (coordinator, uuid) = (await As("coordinator"), await UuidOf("coordinator"));
            var sent = await coordinator.Post(Path, Parts.Avatar(uuid, await File.ReadAllBytesAsync(heic), "boiler.jpg"));
            var shown = await coordinator.Get($"{Path}?size=512");

            Assert.That((sent.Status, shown.Header("Content-Type")), Is.EqualTo((200, "image/jpeg")));
            Assert.That(Pictures.PixelAt(await shown.Bytes(), 20, 256).Red, Is.GreaterThan(200));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Of_another_account_it_is_changed_from_above()
    {
        var (director, finance) = (await As("director"), await UuidOf("agent.north"));
        var changed = await director.Post(Path, Parts.Avatar(finance, Pictures.Png(64, 64)));
        var strongest = await UuidOf("sysops");
        var (refused, unseen) = (await director.Post(Path, Parts.Avatar(strongest, Pictures.Png(64, 64))), await (await As("tenant")).Post(Path, Parts.Avatar(strongest, Pictures.Png(64, 64))));

        Assert.That((changed.Status, (await Own("agent.north")).GetProperty("avatar_url").ValueKind), Is.EqualTo((200, JsonValueKind.String)));
        Assert.That((refused.Status, refused.Error), Is.EqualTo((403, "You cannot manage this account")));
        Assert.That((unseen.Status, unseen.Error), Is.EqualTo((404, "User not found")));
    }

    /// <summary>IDEM-2.</summary>
    [Test]
    public async Task The_same_file_under_the_same_key_is_one_change_whatever_the_boundary()
    {
        var (director, uuid) = (await As("director"), await UuidOf("director"));
        var (key, picture) = (("Idempotency-Key", $"avatar {Column}"), Pictures.Png(64, 64));
        var first = await director.Post(Path, Parts.Avatar(uuid, picture), key);
        var again = await director.Post(Path, Parts.Avatar(uuid, picture), key);
        var other = await director.Post(Path, Parts.Avatar(uuid, Pictures.Png(64, 65)), key);
        var renamed = await director.Post(Path, Parts.Avatar(uuid, picture, "other.png"), key);

        Assert.That((again.Status, again.Header("Idempotency-Replayed"), again.Body.ToString()), Is.EqualTo((200, "true", first.Body.ToString())));
        Assert.That((other.Status, other.Code, renamed.Code), Is.EqualTo((409, "idempotency_conflict", "idempotency_conflict")));
    }

    [Test]
    public async Task Of_many_pictures_at_once_one_stays()
    {
        var (director, uuid) = (await As("director"), await UuidOf("director"));
        await director.Post(Path, new { action = "delete", user_uuid = uuid });
        var before = Installation.StoredFiles;
        var tokens = (await director.Get("/api/security/csrf-token?count=8")).Data.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!);
        var answers = await Task.WhenAll(tokens.Select((token, number) => director.Post(Path, Parts.Avatar(uuid, Pictures.Png(64 + number, 64)), ("X-CSRF-Token", token))));
        var shown = (await Own("director")).GetProperty("avatar_url").GetString();

        Assert.That(answers.Select(answer => answer.Status), Has.All.EqualTo(200));
        Assert.That(answers.Select(answer => answer.Data.GetProperty("avatar_url").GetString()), Does.Contain(shown));
        Assert.That(Installation.StoredFiles, Has.Count.EqualTo(before.Count + 1));
        Assert.That((await director.Get(shown!)).Header("Content-Type"), Is.EqualTo("image/jpeg"));
    }

    /// <summary>FILES-9.</summary>
    [Test]
    public async Task A_change_that_is_refused_after_all_leaves_no_file()
    {
        var before = Installation.StoredFiles;
        await using var scope = Installation.Services.CreateAsyncScope();
        var during = 0;
        var change = scope.ServiceProvider.GetRequiredService<ITransaction>().Run<bool>(
            async () =>
            {
                await scope.ServiceProvider.GetRequiredService<RecordFiles>().Add(new Picture("image/png", Pictures.Png(64, 64)), default);
                during = Installation.StoredFiles.Count;
                throw new ConflictRefusal("No.");
            },
            default);

        Assert.That(async () => await change, Throws.InstanceOf<ConflictRefusal>());
        Assert.That(during, Is.EqualTo(before.Count + 1));
        Assert.That(Installation.StoredFiles, Is.EquivalentTo(before));
    }

    [Test]
    public async Task A_name_cannot_end_the_drawing_of_its_initials()
    {
        var south = await As("agent.south");
        await south.Post(Path, new { action = "delete", user_uuid = await UuidOf("agent.south") });
        await south.Put("/api/users/profile", new { first_name = "<script>", last_name = "\"& Co" });
        var drawing = Encoding.UTF8.GetString(await (await south.Get(Path)).Bytes());

        Assert.That(drawing, Does.Contain(">&lt;&quot;<").And.Not.Contain("<script"));
    }

    private static async Task<int> ExitCodeOf(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
