using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PropOps.Infrastructure.Encryption;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Operations;

public sealed class RequestFingerprintTests
{
    private const string Body = """{"current_password": "Old-Pass-1", "new_password": "New-Pass-1"}""";

    [Test]
    public void IDEM_2_what_was_sent_cannot_be_found_out_by_trying_without_the_key_of_the_installation()
    {
        using var ours = new KeyRing(RandomNumberGenerator.GetBytes(32));
        using var theirs = new KeyRing(RandomNumberGenerator.GetBytes(32));

        Assert.That(Of(ours, Body), Is.Not.EqualTo(Of(theirs, Body)));
    }

    [TestCase("""{"new_password": "New-Pass-1", "current_password": "Old-Pass-1"}""", true)]
    [TestCase("""{"current_password": "Old-Pass-1", "new_password": "New-Pass-1", "csrf_token": "x"}""", true)]
    [TestCase("""{"current_password": "Old-Pass-1", "new_password": "New-Pass-2"}""", false)]
    public void IDEM_2_a_body_is_the_same_whatever_its_order_and_csrf_token(string other, bool isSame)
    {
        using var keys = new KeyRing(RandomNumberGenerator.GetBytes(32));

        Assert.That(Of(keys, other) == Of(keys, Body), Is.EqualTo(isSame));
    }

    private static string Of(KeyRing keys, string json)
    {
        var http = new DefaultHttpContext { Request = { Method = "POST", Path = "/api/password" } };
        using var input = new RequestInput { Json = JsonDocument.Parse(json).RootElement };
        return RequestFingerprint.Of(
            http,
            input,
            keys);
    }
}
