using System.Text;
using System.Text.Json;
using PropOps.Application.Input;
using PropOps.Infrastructure.Encryption;

namespace PropOps.WebApi.Operations;

/// <summary>What an Idempotency-Key covers: verb, path, operation and what was sent without csrf_token, in a canonical form (IDEM-2).</summary>
internal static class RequestFingerprint
{
    public static string Of(HttpContext http, Operation operation, RequestInput input, KeyRing keys)
    {
        using var buffer = new MemoryStream();
        // The operation, since the action that names it may stand in the query.
        buffer.Write(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path} {operation.Id}\n"));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            if (input.Json.ValueKind == JsonValueKind.Object)
            {
                Write(writer, input.Json, top: true);
            }

            foreach (var (name, values) in (input.Values ?? new Dictionary<string, string?[]>()).Where(value => value.Key != "csrf_token").OrderBy(value => value.Key, StringComparer.Ordinal))
            {
                writer.WriteStringValue(name);
                writer.WriteStringValue(string.Join('\n', values));
            }

            foreach (var (name, file) in (input.Parts?.Files ?? new Dictionary<string, Upload>()).OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                writer.WriteStringValue(name);
                writer.WriteStringValue(file.FileName);
                writer.WriteStringValue(file.Sha256);
            }

            writer.WriteEndArray();
        }

        return keys.Fingerprint(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, bool top)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().Where(property => !top || property.Name != "csrf_token").OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, top: false);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, top: false);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
