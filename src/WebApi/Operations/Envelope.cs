using System.Text.Json;
using PropOps.Application.UseCases;

namespace PropOps.WebApi.Operations;

/// <summary>The frame around every answer that is no file.</summary>
internal static class Envelope
{
    public const string DefaultMessage = "Operation completed successfully";
    public const string ContentType = "application/json; charset=utf-8";

    public static byte[] Error(string error, string code, string correlationId, IReadOnlyList<FieldFault>? faults = null)
    {
        using var buffer = new MemoryStream(256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireJson.Out.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("success"u8, false);
            writer.WriteString("error"u8, error);
            writer.WriteString("code"u8, code);
            if (faults is { Count: > 0 })
            {
                writer.WriteString("field"u8, faults[0].Field);
                if (faults.Count > 1)
                {
                    writer.WritePropertyName("errors"u8);
                    JsonSerializer.Serialize(writer, faults, WireJson.Out);
                }
            }

            writer.WriteString("correlation_id"u8, correlationId);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
