using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using PropOps.Application.UseCases;

namespace PropOps.WebApi.Operations;

/// <summary>Writes a record that is kept in memory once, and after that the bytes it was written as, for as long as it is kept.</summary>
/// <param name="plain">the same options without this.</param>
internal sealed class KeptJson(JsonSerializerOptions plain) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.GetInterfaces().Contains(typeof(IKeptAnswer)) && !typeToConvert.BaseType!.IsAssignableTo(typeof(IKeptAnswer));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert), plain)!;

    private sealed class Converter<T>(JsonSerializerOptions plain) : JsonConverter<T>
        where T : class, IKeptAnswer
    {
        private readonly ConditionalWeakTable<T, byte[]> _texts = [];

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(ref reader, plain);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            if (value.IsKept)
            {
                writer.WriteRawValue(_texts.GetValue(value, record => JsonSerializer.SerializeToUtf8Bytes(record, plain)), skipInputValidation: true);
            }
            else
            {
                JsonSerializer.Serialize(writer, value, plain);
            }
        }
    }
}
