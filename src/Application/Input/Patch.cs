using System.Text.Json;
using System.Text.Json.Serialization;

namespace PropOps.Application.Input;

/// <summary>A field of an update: left out (stays), null (cleared) or a value.</summary>
[JsonConverter(typeof(PatchJsonConverterFactory))]
public readonly record struct Patch<T>(T Value) : IPatch
{
    public bool IsSent { get; } = true;

    object? IPatch.Value => Value;

    public static implicit operator Patch<T>(T value) => new(value);

    /// <summary>The value that was sent, else <paramref name="current"/>.</summary>
    public T Or(T current) => IsSent ? Value : current;
}

/// <summary>What the checker of shapes sees of any <see cref="Patch{T}"/>.</summary>
public interface IPatch
{
    bool IsSent { get; }

    object? Value { get; }
}

public sealed class PatchJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Patch<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(PatchJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class PatchJsonConverter<T> : JsonConverter<Patch<T>>
    {
        public override bool HandleNull => true;

        public override Patch<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Patch<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
