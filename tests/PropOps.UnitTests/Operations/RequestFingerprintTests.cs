using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PropOps.Application.UseCases;
using PropOps.Domain.RateLimiting;
using PropOps.Infrastructure.Encryption;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Operations;

public sealed class RequestFingerprintTests
{
    private const string Body = """{"current_password": "Old-Pass-1", "new_password": "New-Pass-1"}""";

    [Anyone]
    public sealed record Change;

    [Test]
    public void IDEM_2_what_was_sent_cannot_be_found_out_by_trying_without_the_key_of_the_installation()
    {
        using var ours = new KeyRing(RandomNumberGenerator.GetBytes(32));
        using var theirs = new KeyRing(RandomNumberGenerator.GetBytes(32));

        Assert.That(Of(ours, "change", Body), Is.Not.EqualTo(Of(theirs, "change", Body)));
    }

    [TestCase("""{"new_password": "New-Pass-1", "current_password": "Old-Pass-1"}""", true)]
    [TestCase("""{"current_password": "Old-Pass-1", "new_password": "New-Pass-1", "csrf_token": "x"}""", true)]
    [TestCase("""{"current_password": "Old-Pass-1", "new_password": "New-Pass-2"}""", false)]
    public void IDEM_2_a_body_is_the_same_whatever_its_order_and_csrf_token(string other, bool isSame)
    {
        using var keys = new KeyRing(RandomNumberGenerator.GetBytes(32));

        Assert.That(Of(keys, "change", other) == Of(keys, "change", Body), Is.EqualTo(isSame));
    }

    [Test]
    public void IDEM_2_another_operation_is_another_request()
    {
        using var keys = new KeyRing(RandomNumberGenerator.GetBytes(32));

        Assert.That(Of(keys, "grant", Body), Is.Not.EqualTo(Of(keys, "revoke", Body)));
    }

    private static string Of(KeyRing keys, string operation, string json)
    {
        var http = new DefaultHttpContext { Request = { Method = "POST", Path = "/api/password" } };
        using var input = new RequestInput { Json = JsonDocument.Parse(json).RootElement };
        return RequestFingerprint.Of(
            http,
            new Operation<Change, Nothing> { Id = operation, Method = "POST", Path = "/api/password", Action = operation, IsDefault = false, RateClass = RateClass.Write },
            input,
            keys);
    }
}
