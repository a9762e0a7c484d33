using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PropOps.Application.Input;

namespace PropOps.WebApi.Operations;

/// <summary>How values stand on the wire, in and out.</summary>
internal static class WireJson
{
    public const int MaxDepth = 32;

    /// <summary>Answers.</summary>
    public static JsonSerializerOptions Out { get; } = Make(new DefaultJsonTypeInfoResolver());

    /// <summary>Requests: texts are cleaned, numbers are numbers, enum values are names.</summary>
    public static JsonSerializerOptions In { get; } = Make(new DefaultJsonTypeInfoResolver { Modifiers = { CleanTexts } });

    private static JsonSerializerOptions Make(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            MaxDepth = MaxDepth,
            // JSON only, with nosniff: escaping for HTML would only make it unreadable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            TypeInfoResolver = resolver,
        };
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new HourConverter());
        options.Converters.Add(new LenientBooleanConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }

    private static void CleanTexts(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var attributes = property.AttributeProvider;
            if (attributes?.IsDefined(typeof(SecretAttribute), inherit: true) == true)
            {
                continue;
            }

            var label = attributes?.IsDefined(typeof(LabelAttribute), inherit: true) == true;
            if (property.PropertyType == typeof(string))
            {
                property.CustomConverter = new CleanTextConverter(label);
            }
            else if (property.PropertyType == typeof(Patch<string>))
            {
                property.CustomConverter = new CleanPatchConverter(label);
            }
        }
    }

    private static string? Clean(string? text, bool label) => text is null ? null : InputText.Clean(text, label) is { Length: > 0 } cleaned ? cleaned : null;

    private sealed class CleanTextConverter(bool label) : JsonConverter<string?>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? Clean(reader.GetString(), label) : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class CleanPatchConverter(bool label) : JsonConverter<Patch<string?>>
    {
        public override bool HandleNull => true;

        public override Patch<string?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null => new(null),
            JsonTokenType.String => new(Clean(reader.GetString(), label)),
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, Patch<string?> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    /// <summary>UTC, to the second or the millisecond, ending in Z; any offset is taken, none is not.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && reader.TryGetDateTimeOffset(out var instant)
            && reader.GetString() is { Length: > 10 } text
            && (text[^1] is 'Z' or 'z' || text.LastIndexOfAny(['+', '-']) > 10)
                ? instant.ToUniversalTime()
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString(
                value.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
    }

    private sealed class HourConverter : JsonConverter<TimeOnly>
    {
        public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TimeOnly.TryParseExact(reader.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour)
                ? hour
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    /// <summary>Also 1 and 0.</summary>
    private sealed class LenientBooleanConverter : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number when reader.TryGetInt32(out var number) && number is 0 or 1 => number == 1,
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }
}
