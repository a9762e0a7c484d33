using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PropOps.Application.Input;

/// <summary>The name of a record: its published integer or its UUID.</summary>
[JsonConverter(typeof(RefJsonConverter))]
public readonly record struct Ref(long? Id, Guid? Uuid)
{
    public static implicit operator Ref(long id) => new(id, null);

    public static implicit operator Ref(Guid uuid) => new(null, uuid);

    public override string ToString() => Id?.ToString(CultureInfo.InvariantCulture) ?? Uuid.ToString()!;
}

public sealed class RefJsonConverter : JsonConverter<Ref>
{
    public override Ref Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var id) && id > 0 => new(id, null),
        JsonTokenType.String => Parse(reader.GetString()!),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, Ref value, JsonSerializerOptions options)
    {
        if (value.Id is { } id)
        {
            writer.WriteNumberValue(id);
        }
        else
        {
            writer.WriteStringValue(value.Uuid!.Value);
        }
    }

    // Form and query values come as text, so the integer is taken as text as well.
    private static Ref Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? new(id, null)
        : Guid.TryParseExact(text.Trim(), "D", out var uuid) ? new(null, uuid)
        : throw new JsonException();
}
