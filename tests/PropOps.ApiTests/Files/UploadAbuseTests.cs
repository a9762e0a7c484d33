using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PropOps.ApiTests.Accounts;
using PropOps.ApiTests.Hosting;
using PropOps.ApiTests.Identity;
using PropOps.Domain.Activity;

namespace PropOps.ApiTests.Files;

/// <summary>Files that nobody sends in good faith: refused in the envelope, never a stumble, and nothing of them stays.</summary>
public sealed class UploadAbuseTests(Column column) : AccountsTest(column)
{
    private const string Path = "/api/users/avatar";
    private ApiUser _user = null!;
    private Guid _uuid;

    protected override async Task Arrange() => (_user, _uuid) = (await As("tenant"), await UuidOf("tenant"));

    [TearDown]
    public async Task Nothing_stays_and_the_product_goes_on()
    {
        Assert.That(Installation.StoredFiles, Is.Empty);
        Assert.That((await _user.Get(Path)).Status, Is.EqualTo(200));
    }

    [TestCase("../../../../etc/cron.d/x")]
    [TestCase("..\\..\\windows\\x.exe")]
    [TestCase("a\0b")]
    [TestCase("x\r\nSet-Cookie: hostile=1")]
    [TestCase("\u202Egnp.exe")]
    [TestCase("\u0001\u0008\u001F")]
    [TestCase("x\"; filename=\"y")]
    public async Task A_hostile_name_is_only_a_name(string name)
    {
        var body = new ByteArrayContent([.. Encoding.UTF8.GetBytes(
            $"--b\r\nContent-Disposition: form-data; name=\"user_uuid\"\r\n\r\n{_uuid}\r\n--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"{name}\"\r\n\r\n"), .. Pictures.Png(64, 64), .. "\r\n--b--\r\n"u8]);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        var answer = await _user.Post(Path, body);

        // Each of them ends in nothing that a picture ends in, or leaves the part without a name.
        Assert.That((answer.Status, answer.Code), Is.AnyOf((415, "unsupported_media_type"), (400, "malformed_body"), (400, "invalid_parameter")));
        Assert.That(answer.Header("Set-Cookie"), Is.Null);
    }

    [Test]
    public async Task A_name_with_folders_stores_nothing_outside_ours()
    {
        var sent = await _user.Post(Path, Parts.Avatar(_uuid, Pictures.Png(64, 64), "../../../evil.png"));
        var stored = Installation.StoredFiles;
        await _user.Post(Path, new { action = "delete", user_uuid = _uuid });

        Assert.That((sent.Status, stored.Count), Is.EqualTo((200, 1)));
        Assert.That(System.IO.Path.GetFileName(stored[0]), Does.Match("^[0-9a-f]{32}$"));
    }

    [Test]
    public async Task A_picture_that_would_fill_the_memory_is_not_decoded()
    {
        var answer = await _user.Post(Path, Parts.Avatar(_uuid, Pictures.Bomb(30000, 30000)));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "The image must be between 32 and 8000 pixels on each side")));
    }

    [TestCase(31, 100)]
    [TestCase(100, 8001)]
    [TestCase(8000, 7000)]
    public async Task A_picture_out_of_limits_is_refused(int width, int height)
    {
        var answer = await _user.Post(Path, Parts.Avatar(_uuid, Pictures.Bomb(width, height)));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "The image must be between 32 and 8000 pixels on each side")));
    }

    [TestCase("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "me.png")]
    [TestCase("GIF89a\u0001\0\u0001\0", "me.gif")]
    [TestCase("<html><script>alert(1)</script>", "me.jpg")]
    [TestCase("\0\0\0\u0018ftypisom\0\0\u0002\0isomiso2", "video.heic")]
    [TestCase("\0\0\0\u0018ftypavif\0\0\0\0avifmif1", "me.heif")]
    [TestCase("%PDF-1.7", "me.pdf")]
    [TestCase("", "empty.png")]
    public async Task What_is_no_photo_is_refused_whatever_it_is_called(string content, string name)
    {
        var answer = await _user.Post(Path, Parts.Avatar(_uuid, Encoding.Latin1.GetBytes(content), name));

        Assert.That((answer.Status, answer.Error, answer.Code), Is.EqualTo((415, "Unsupported content type", "unsupported_media_type")));
    }

    [TestCase("no picture", 415)]
    [TestCase("too many bytes", 413)]
    [TestCase("too few pixels", 400)]
    [TestCase("a text that fits nowhere", 400)]
    public async Task AUD_1_a_refused_file_leaves_one_row_and_a_refused_text_none(string what, int status)
    {
        var answer = await _user.Post(Path, what switch
        {
            "no picture" => Parts.Avatar(_uuid, "%PDF-1.7"u8.ToArray()),
            "too many bytes" => Parts.Avatar(_uuid, new byte[11 * 1024 * 1024]),
            "too few pixels" => Parts.Avatar(_uuid, Pictures.Png(8, 8)),
            _ => Parts.Of(("user_uuid", "nobody")).File("avatar", Pictures.Png(64, 64), "me.png"),
        });
        var rows = await Installation.InDatabase(db => db.Set<ActivityRow>().AsNoTracking().Where(row => row.CorrelationId == answer.Header("X-Correlation-Id")).ToListAsync());

        Assert.That(answer.Status, Is.EqualTo(status), answer.Body.ToString());
        Assert.That(
            rows.Select(row => (row.Action, row.Category, row.Summary)),
            Is.EqualTo(what == "a text that fits nowhere" ? [] : new[] { ("upload_refused", ActivityCategory.Security, $"POST {Path}: {answer.Error}") }));
    }

    [TestCase("me.gif")]
    [TestCase("me")]
    [TestCase("me.png.exe")]
    public async Task A_picture_has_to_be_called_one(string name)
    {
        var answer = await _user.Post(Path, Parts.Avatar(_uuid, Pictures.Png(64, 64), name));

        Assert.That(answer.Status, Is.EqualTo(415));
    }

    [Test]
    public async Task A_picture_without_its_end_is_refused([Values(0.05, 0.5, 0.97)] double part, [Values("png", "jpg", "webp")] string kind)
    {
        var whole = kind switch { "png" => Pictures.Png(700, 700), "jpg" => Pictures.Jpeg(700, 700), _ => Pictures.WebP(700, 700) };
        var answer = await _user.Post(Path, Parts.Avatar(_uuid, whole[..Math.Max(16, (int)(whole.Length * part))], $"me.{kind}"));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "The image must be between 32 and 8000 pixels on each side")));
    }

    [Test]
    public async Task Broken_bytes_are_refused_and_nothing_worse()
    {
        var random = new Random(1);
        var whole = Pictures.Jpeg(200, 200);
        for (var round = 0; round < 20; round++)
        {
            var broken = whole.ToArray();
            for (var fault = 0; fault < 20; fault++)
            {
                broken[random.Next(3, broken.Length)] = (byte)random.Next(256);
            }

            var answer = await _user.Post(Path, Parts.Avatar(_uuid, broken, "me.jpg"));
            Assert.That(answer.Status, Is.AnyOf(200, 400));
        }

        await _user.Post(Path, new { action = "delete", user_uuid = _uuid });
    }

    [Test]
    public async Task A_file_that_is_too_large_is_refused_by_its_announced_length()
    {
        var answer = await _user.Post(Path, Parts.Avatar(_uuid, new byte[7 * 1024 * 1024]));

        Assert.That((answer.Status, answer.Error, answer.Code), Is.EqualTo((413, "The request is larger than 5 MB", "too_large")));
    }

    [Test]
    public async Task A_file_that_is_a_little_too_large_is_refused_while_it_comes_in()
    {
        var answer = await _user.Post(Path, Parts.Avatar(_uuid, [.. Pictures.Png(64, 64), .. new byte[5 * 1024 * 1024]]));

        Assert.That((answer.Status, answer.Error), Is.EqualTo((413, "The request is larger than 5 MB")));
    }

    [Test]
    public async Task A_file_without_end_is_answered_before_it_ends()
    {
        await using var wire = await Wire.Open(this, $"X-CSRF-Token: {await FreshToken()}");
        await wire.Send($"--b\r\nContent-Disposition: form-data; name=\"user_uuid\"\r\n\r\n{_uuid}\r\n--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"me.png\"\r\n\r\n");
        await wire.Send(new byte[5 * 1024 * 1024 + 64 * 1024]);

        Assert.That(await wire.Answer(), Does.StartWith("HTTP/1.1 413").And.Contain("The request is larger than 5 MB"));
    }

    [Test]
    public async Task Without_a_token_not_even_the_first_byte_of_a_file_is_waited_for()
    {
        await using var wire = await Wire.Open(this);
        await wire.Send($"--b\r\nContent-Disposition: form-data; name=\"user_uuid\"\r\n\r\n{_uuid}\r\n--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"me.png\"\r\n\r\n");

        Assert.That(await wire.Answer(), Does.StartWith("HTTP/1.1 403").And.Contain("csrf_invalid"));
    }

    [Test]
    public async Task A_token_may_stand_before_the_file_and_not_behind_it()
    {
        var (before, behind, late) = (await FreshToken(), await FreshToken(), ("X-CSRF-Token", ""));
        var taken = await _user.Post(Path, Parts.Of(("csrf_token", before), ("user_uuid", _uuid.ToString())).File("avatar", Pictures.Png(64, 64), "me.png"), late);
        var parts = Parts.Avatar(_uuid, Pictures.Png(64, 64));
        parts.Add(new StringContent(behind), "csrf_token");
        var refused = await _user.Post(Path, parts, late);
        await _user.Post(Path, new { action = "delete", user_uuid = _uuid });

        Assert.That((taken.Status, refused.Status, refused.Code), Is.EqualTo((200, 403, "csrf_invalid")));
    }

    [Test]
    public async Task An_action_behind_the_file_comes_too_late()
    {
        var parts = Parts.Avatar(_uuid, Pictures.Png(64, 64));
        parts.Add(new StringContent("delete"), "action");
        var answer = await _user.Post(Path, parts);

        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, "action")));
    }

    [Test]
    public async Task Two_files_where_one_is_taken_are_refused()
    {
        var answer = await _user.Post(Path, Parts.Avatar(_uuid, Pictures.Png(64, 64)).File("avatar", Pictures.Png(64, 64), "two.png"));

        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, "avatar")));
    }

    [Test]
    public async Task A_file_that_nobody_asked_for_is_not_kept()
    {
        var deleted = await _user.Post(Path, Parts.Of(("action", "delete"), ("user_uuid", _uuid.ToString())).File("avatar", Pictures.Png(64, 64), "me.png"));
        var missing = await _user.Post(Path, Parts.Of(("user_uuid", _uuid.ToString())).File("other", Pictures.Png(64, 64), "me.png"));

        Assert.That((deleted.Status, missing.Status, missing.Body.GetProperty("field").GetString()), Is.EqualTo((200, 400, "avatar")));
    }

    [Test]
    public async Task A_form_in_which_no_file_was_chosen_lacks_it()
    {
        var body = new StringContent($"--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"\"\r\n\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"user_uuid\"\r\n\r\n{_uuid}\r\n--b--\r\n");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        var answer = await _user.Post(Path, body);

        Assert.That((answer.Status, answer.Body.GetProperty("field").GetString()), Is.EqualTo((400, "avatar")));
    }

    [Test]
    public async Task Several_faults_are_told_together()
    {
        var answer = await _user.Post(Path, new { user_uuid = "nobody", avatar = "no file" });

        Assert.That(answer.Body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()), Is.EqualTo(new[] { "user_uuid", "avatar" }));
    }

    [TestCase("multipart/form-data", "--b\r\n\r\n--b--\r\n", TestName = "without a boundary")]
    [TestCase("multipart/form-data; boundary=\"\"", "----\r\n", TestName = "with an empty boundary")]
    [TestCase("multipart/form-data; boundary=b", "", TestName = "without anything")]
    [TestCase("multipart/form-data; boundary=b", "no part", TestName = "without a part")]
    [TestCase("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"me.png\"\r\n\r\nxxx", TestName = "without its end")]
    [TestCase("multipart/form-data; boundary=b", "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n", TestName = "with a part without a name")]
    [TestCase("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: attachment; name=\"avatar\"; filename=\"me.png\"\r\n\r\nx\r\n--b--\r\n", TestName = "with a part of another disposition")]
    [TestCase("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"avatar\"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Disposition: file; filename=\"me.png\"\r\n\r\nx\r\n--c--\r\n--b--\r\n", TestName = "with parts in a part")]
    public async Task A_body_that_is_none_is_malformed(string type, string text)
    {
        var body = new StringContent(text);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var answer = await _user.Post(Path, body);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "malformed_body")));
    }

    [Test]
    public async Task Headers_and_parts_without_end_are_malformed()
    {
        var manyParts = Parts.Of(Enumerable.Range(0, 200).Select(number => ($"field{number}", "x")));
        var longHeader = new StringContent($"--b\r\nContent-Disposition: form-data; name=\"a\"; x=\"{new string('x', 100_000)}\"\r\n\r\nx\r\n--b--\r\n");
        longHeader.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        Assert.That((await _user.Post(Path, manyParts)).Code, Is.EqualTo("malformed_body"));
        Assert.That((await _user.Post(Path, longHeader)).Code, Is.EqualTo("malformed_body"));
        Assert.That((await _user.Post(Path, Parts.Of(("a", new string('x', 1024 * 1024 + 1))))).Code, Is.EqualTo("too_large"));
    }

    [Test]
    public async Task Where_nothing_takes_a_file_parts_are_no_body()
    {
        var answer = await _user.Post("/api/auth/logout", Parts.Of(("a", "b")));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((415, "unsupported_media_type")));
    }

    private async Task<string> FreshToken() => (await _user.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!;

    /// <summary>A request whose body never ends.</summary>
    private sealed class Wire(TcpClient client, NetworkStream stream) : IAsyncDisposable
    {
        public static async Task<Wire> Open(UploadAbuseTests test, params string[] headers)
        {
            var client = new TcpClient();
            await client.ConnectAsync(test.Installation.Url.Host, test.Installation.Url.Port);
            var wire = new Wire(client, client.GetStream());
            await wire._stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(
                new[] { $"POST {Path} HTTP/1.1", $"Host: {test.Installation.Url.Authority}", $"Authorization: Bearer {test._user.Token}", "Content-Type: multipart/form-data; boundary=b", "Transfer-Encoding: chunked" }
                    .Concat(headers).Append("").Select(line => line + "\r\n"))));
            return wire;
        }

        private readonly NetworkStream _stream = stream;

        public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text));

        public async Task Send(byte[] bytes)
        {
            try
            {
                await _stream.WriteAsync(Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"));
                await _stream.WriteAsync(bytes);
                await _stream.WriteAsync("\r\n"u8.ToArray());
            }
            catch (IOException)
            {
                // It has been answered already.
            }
        }

        /// <summary>As much as comes until the body of the answer is there.</summary>
        public async Task<string> Answer()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var (text, buffer) = ("", new byte[8192]);
            while (!text.Contains("correlation_id", StringComparison.Ordinal) && await _stream.ReadAsync(buffer, patience.Token) is > 0 and var read)
            {
                text += Encoding.UTF8.GetString(buffer, 0, read);
            }

            return text;
        }

        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
