using System.Buffers;
using System.Buffers.Text;
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
    public static JsonSerializerOptions Out { get; } = Make();

    /// <summary>The same, where records that are kept in memory are written once.</summary>
    public static JsonSerializerOptions Kept { get; } = Make(new KeptJson(Out));

    /// <summary>Fields of requests: texts are cleaned, numbers are numbers, enum values are names.</summary>
    public static JsonSerializerOptions Texts { get; } = Make(new CleanTextConverter(label: false));

    /// <summary>Names, titles and labels.</summary>
    public static JsonSerializerOptions Labels { get; } = Make(new CleanTextConverter(label: true));

    /// <summary>Passwords, tokens and codes: exactly as sent.</summary>
    public static JsonSerializerOptions Secrets { get; } = Make();

    private static JsonSerializerOptions Make(params ReadOnlySpan<JsonConverter> own)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            MaxDepth = MaxDepth,
            // JSON only, with nosniff: escaping for HTML would only make it unreadable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new HourConverter());
        options.Converters.Add(new LenientBooleanConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        foreach (var converter in own)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }

    /// <summary>An empty text is no text.</summary>
    private sealed class CleanTextConverter(bool label) : JsonConverter<string?>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                ? InputText.Clean(reader.GetString()!, label) is { Length: > 0 } cleaned ? cleaned : null
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
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

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            const int ToTheSecond = 19;
            const int ToTheMillisecond = 23;
            Span<byte> text = stackalloc byte[32];
            Utf8Formatter.TryFormat(value.UtcDateTime, text, out _, new StandardFormat('O'));
            var length = value.Millisecond == 0 ? ToTheSecond : ToTheMillisecond;
            text[length] = (byte)'Z';
            writer.WriteStringValue(text[..(length + 1)]);
        }
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
