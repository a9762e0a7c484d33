using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Kernel;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Operations;

public sealed class ReaderEdgeTests
{
    public sealed record Line
    {
        public required string Name { get; init; }
    }

    public sealed record Change
    {
        public Patch<IReadOnlyList<Line>> Lines { get; init; }

        [Text(1, 5)]
        public IReadOnlyList<string>? Tags { get; init; }

        [Limits(1, 9)]
        public IReadOnlyList<int>? Numbers { get; init; }

        [Limits(1, 9)]
        public int Limit { get; init; } = 5;

        public DateOnly? Day { get; init; }

        public IReadOnlyList<Line>? Parts { get; init; }
    }

    public sealed record Together : System.ComponentModel.DataAnnotations.IValidatableObject
    {
        public required string Name { get; init; }

        public IEnumerable<System.ComponentModel.DataAnnotations.ValidationResult> Validate(System.ComponentModel.DataAnnotations.ValidationContext validationContext) =>
            Name.Length > 3 ? [new System.ComponentModel.DataAnnotations.ValidationResult("", ["name"])] : [];
    }

    public sealed record Positional(string Name, int Size = 1);

    [Test]
    public void A_patch_may_hold_records()
    {
        Assert.That(Read<Change>("""{"lines":[{"name":"a"}]}""").Lines.Value.Single().Name, Is.EqualTo("a"));
        Assert.That(FaultsOf<Change>("""{"lines":[{"name":"a"},{}]}"""), Is.EqualTo(new[] { "lines[1].name" }));
    }

    [Test]
    public void Limits_of_a_list_are_those_of_its_items()
    {
        Assert.That(FaultsOf<Change>("""{"tags":["ok","too long"]}"""), Is.EqualTo(new[] { "tags[1]" }));
        Assert.That(FaultsOf<Change>("""{"numbers":[1,10]}"""), Is.EqualTo(new[] { "numbers[1]" }));
    }

    [TestCase("null")]
    [TestCase("\"\"")]
    public void An_item_is_never_nothing(string item) =>
        Assert.That(FaultsOf<Change>($$"""{"tags":["a",{{item}}]}"""), Is.EqualTo(new[] { "tags[1]" }));

    [Test]
    public void Faults_stand_in_the_order_of_the_properties() =>
        Assert.That(FaultsOf<Change>("""{"day":"x","limit":0}"""), Is.EqualTo(new[] { "limit", "day" }));

    [Test]
    public void An_empty_text_is_null_for_a_date_too() => Assert.That(Read<Change>("""{"day":""}""").Day, Is.Null);

    [Test]
    public void Countless_faults_are_not_all_named() =>
        Assert.That(FaultsOf<Change>($$"""{"parts":[{{string.Join(',', Enumerable.Repeat("0", 100_000))}}]}"""), Has.Length.LessThanOrEqualTo(100));

    [Test]
    public void A_positional_record_stops_the_start() =>
        Assert.That(() => RequestShape.Of(typeof(Positional)), Throws.InvalidOperationException.With.Message.Contains("positional"));

    [Test]
    public void Rules_between_fields_are_not_asked_of_what_could_not_be_read() =>
        Assert.That(FaultsOf<Together>("{}"), Is.EqualTo(new[] { "name" }));

    [Test]
    public void A_list_in_a_query_is_named_without_its_items()
    {
        var input = new RequestInput { Values = new Dictionary<string, string?[]> { ["tags"] = ["ok,too long"], ["numbers"] = ["1,x,y"] } };
        var thrown = Assert.Throws<InvalidRequestException>(() => RequestReader<Change>.Read(input));
        Assert.That(thrown!.Faults.Select(fault => fault.Field), Is.EqualTo(new[] { "tags", "numbers" }));
    }

    [TestCase("""{"\ud800":1}""")]
    [TestCase("""{"action":"\ud800"}""")]
    [TestCase("""{"csrf_token":"\ud800"}""")]
    public async Task Half_a_character_is_refused_or_nothing_never_a_crash(string body)
    {
        try
        {
            _ = (await Body("POST", Encoding.UTF8.GetBytes(body))) is { } input && (input.Text("action") ?? input.Text("csrf_token")) is null;
        }
        catch (Refusal refusal)
        {
            Assert.That(refusal.Code, Is.EqualTo("malformed_body"));
        }
    }

    [Test]
    public void Invalid_utf8_is_malformed() =>
        Assert.That(() => Body("POST", [.. "{\"z\":\""u8, 0xff, .. "\"}"u8]), Throws.InstanceOf<MalformedBodyRefusal>());

    [Test]
    public async Task An_action_that_is_no_text_is_not_the_default() =>
        Assert.That((await Body("POST", """{"action":5}"""u8.ToArray())).Text("action"), Is.Not.Null);

    [Test]
    public async Task A_csrf_token_in_the_address_is_none()
    {
        var http = new DefaultHttpContext { Request = { Method = "DELETE", QueryString = new QueryString("?csrf_token=t"), Body = Stream.Null } };
        Assert.That((await RequestBody.Read(http, default)).Text("csrf_token"), Is.Null);
    }

    private static Task<RequestInput> Body(string method, byte[] body) => RequestBody.Read(
        new DefaultHttpContext { Request = { Method = method, ContentType = "application/json", Body = new MemoryStream(body) } }, default);

    private static T Read<T>(string json)
        where T : notnull => RequestReader<T>.Read(new RequestInput { Json = JsonDocument.Parse(json).RootElement });

    private static string[] FaultsOf<T>(string json)
        where T : notnull
    {
        try
        {
            Read<T>(json);
            return [];
        }
        catch (InvalidRequestException exception)
        {
            return [.. exception.Faults.Select(fault => fault.Field)];
        }
    }
}
