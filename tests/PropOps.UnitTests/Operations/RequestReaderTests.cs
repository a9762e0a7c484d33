using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Operations;

public sealed class RequestReaderTests
{
    public enum Channel
    {
        Email,
        WhatsApp,
    }

    public sealed record Line
    {
        [Text(1, 10)]
        public required string Name { get; init; }

        [Amount("0.00", "100.00")]
        public decimal? UnitPrice { get; init; }
    }

    public sealed record Order : IValidatableObject
    {
        [Text(1, 5)]
        [Label]
        public required string Title { get; init; }

        [Limits(1, 200)]
        public int Limit { get; init; } = 50;

        [Alias("customer_uuid")]
        public Ref? CustomerId { get; init; }

        public Patch<string?> Notes { get; init; }

        public Patch<long> Priority { get; init; }

        public bool Urgent { get; init; }

        public Channel? Channel { get; init; }

        public DateOnly? Day { get; init; }

        public DateTimeOffset? At { get; init; }

        [Items(0, 2)]
        public IReadOnlyList<Ref>? Refs { get; init; }

        public IReadOnlyList<Line>? Lines { get; init; }

        [Secret]
        public string? Password { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Urgent && Channel is null)
            {
                yield return new ValidationResult("Urgent orders need a channel", [nameof(Channel).ToLowerInvariant()]);
            }
        }
    }

    [Test]
    public void Every_fault_is_named_with_its_path_as_the_client_spelled_it()
    {
        var faults = FaultsOf("""{"limit":201,"customer_uuid":"x","lines":[{"name":"ok"},{"unit_price":1.005},7],"channel":"pigeon","day":"2026-02-30"}""");

        Assert.That(faults, Is.EquivalentTo(new[] { "title", "limit", "customer_uuid", "lines[1].name", "lines[2]", "channel", "day" }));
    }

    [Test]
    public void A_nested_limit_is_named_with_its_path()
    {
        Assert.That(FaultsOf("""{"title":"a","lines":[{"name":"ok","unit_price":1.005},{"name":"far too long"}]}"""), Is.EqualTo(new[] { "lines[0].unit_price", "lines[1].name" }));
    }

    [Test]
    public void The_first_fault_has_the_published_text()
    {
        var thrown = Assert.Throws<InvalidRequestException>(() => Read("{}"));

        Assert.That(thrown!.Message, Is.EqualTo("Invalid or missing required parameter: title"));
    }

    [Test]
    public void A_patch_tells_left_out_null_and_value_apart()
    {
        var left = Read("""{"title":"a"}""");
        var cleared = Read("""{"title":"a","notes":null}""");
        var empty = Read("""{"title":"a","notes":"  "}""");
        var given = Read("""{"title":"a","notes":" b ","priority":3}""");

        Assert.Multiple(() =>
        {
            Assert.That(left.Notes.IsSent, Is.False);
            Assert.That((cleared.Notes.IsSent, cleared.Notes.Value), Is.EqualTo((true, (string?)null)));
            Assert.That((empty.Notes.IsSent, empty.Notes.Value), Is.EqualTo((true, (string?)null)));
            Assert.That(given.Notes.Value, Is.EqualTo("b"));
            Assert.That(given.Priority.Value, Is.EqualTo(3));
            Assert.That(FaultsOf("""{"title":"a","priority":null}"""), Is.EqualTo(new[] { "priority" }));
        });
    }

    [TestCase("""{"customer_id":7}""", 7L)]
    [TestCase("""{"customer_uuid":7,"customer_id":7}""", 7L)]
    public void A_reference_is_taken_under_each_spelling(string json, long id) =>
        Assert.That(Read(json.Replace("{", """{"title":"a",""")).CustomerId, Is.EqualTo(new Ref(id, null)));

    [Test]
    public void Two_spellings_with_different_values_are_a_fault_of_the_first() =>
        Assert.That(FaultsOf("""{"title":"a","customer_id":7,"customer_uuid":8}"""), Is.EqualTo(new[] { "customer_id" }));

    [TestCase("1.5")]
    [TestCase("\"7x\"")]
    [TestCase("0")]
    [TestCase("true")]
    public void A_reference_is_an_integer_or_a_uuid(string value) =>
        Assert.That(FaultsOf($$"""{"title":"a","customer_id":{{value}}}"""), Is.EqualTo(new[] { "customer_id" }));

    [Test]
    public void Texts_are_trimmed_normalised_and_freed_of_control_characters_but_secrets_are_not()
    {
        var read = Read("""{"title":" e\u0301\u202E\u0007 ","password":" p\u0301 "}""");

        Assert.That(read.Title, Is.EqualTo("\u00e9"));
        Assert.That(read.Password, Is.EqualTo(" p\u0301 "));
    }

    [Test]
    public void Limits_count_code_points() =>
        Assert.That(Read("""{"title":"😀😀😀😀😀"}""").Title, Has.Length.EqualTo(10));

    [TestCase("1", true)]
    [TestCase("0", false)]
    [TestCase("true", true)]
    public void Booleans_are_also_one_and_zero(string value, bool expected) =>
        Assert.That(Read($$"""{"title":"a","channel":"email","urgent":{{value}}}""").Urgent, Is.EqualTo(expected));

    [TestCase("\"email\"", true)]
    [TestCase("\"whats_app\"", true)]
    [TestCase("1", false)]
    [TestCase("\"1\"", false)]
    public void Enum_values_are_names_only(string value, bool taken)
    {
        var json = $$"""{"title":"a","channel":{{value}}}""";

        Assert.That(taken ? [] : FaultsOf(json), Is.EqualTo(taken ? [] : new[] { "channel" }));
        if (taken)
        {
            Assert.That(Read(json).Channel, Is.Not.Null);
        }
    }

    [Test]
    public void Instants_need_an_offset_and_become_utc()
    {
        Assert.That(Read("""{"title":"a","at":"2026-03-15T12:00:00+02:00"}""").At, Is.EqualTo(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero)));
        Assert.That(FaultsOf("""{"title":"a","at":"2026-03-15T12:00:00"}"""), Is.EqualTo(new[] { "at" }));
    }

    [Test]
    public void Rules_between_fields_are_asked_once_each_field_is_right() =>
        Assert.That(Assert.Throws<InvalidRequestException>(() => Read("""{"title":"a","urgent":true}"""))!.Message, Is.EqualTo("Urgent orders need a channel"));

    [Test]
    public void Query_values_are_read_by_the_types_of_the_record()
    {
        var read = RequestReader<Order>.Read(new RequestInput
        {
            Values = new Dictionary<string, string?[]>
            {
                ["title"] = ["a"], ["limit"] = ["20"], ["urgent"] = ["1"], ["channel"] = ["email"], ["refs"] = ["1, 2"], ["day"] = ["2026-02-28"], ["customer_id"] = ["9"], ["notes"] = [""],
            },
        });

        Assert.Multiple(() =>
        {
            Assert.That(read.Limit, Is.EqualTo(20));
            Assert.That(read.Urgent, Is.True);
            Assert.That(read.Refs, Is.EqualTo(new Ref[] { 1, 2 }));
            Assert.That(read.Day, Is.EqualTo(new DateOnly(2026, 2, 28)));
            Assert.That(read.CustomerId, Is.EqualTo(new Ref(9, null)));
            Assert.That(read.Notes.Value, Is.Null);
        });
    }

    [TestCase("limit", "x")]
    [TestCase("refs", "1,2,3")]
    [TestCase("urgent", "yes")]
    public void A_wrong_query_value_is_a_fault(string name, string value)
    {
        var input = new RequestInput { Values = new Dictionary<string, string?[]> { ["title"] = ["a"], [name] = [value] } };

        var thrown = Assert.Throws<InvalidRequestException>(() => RequestReader<Order>.Read(input));
        Assert.That(thrown!.Faults.Single().Field, Is.EqualTo(name));
    }

    private static Order Read(string json) => RequestReader<Order>.Read(new RequestInput { Json = JsonDocument.Parse(json).RootElement });

    private static string[] FaultsOf(string json) => [.. Assert.Throws<InvalidRequestException>(() => Read(json))!.Faults.Select(fault => fault.Field)];
}
