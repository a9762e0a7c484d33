using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using PropOps.Domain.Kernel;

namespace PropOps.WebApi.Operations;

/// <summary>Takes the body off the wire: its size while it streams, its media type, its JSON.</summary>
internal static class RequestBody
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = WireJson.MaxDepth, AllowDuplicateProperties = false };

    public static async Task<RequestInput> Read(HttpContext http, CancellationToken cancellationToken)
    {
        var path = http.Request.RouteValues;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsDelete(http.Request.Method))
        {
            return new RequestInput { Path = path, Values = http.Request.Query.ToDictionary(pair => pair.Key, pair => (string?[])[.. pair.Value]) };
        }

        if (http.Request.ContentLength > MaxBytes)
        {
            throw new TooLargeRefusal("1 MB");
        }

        using var bytes = new MemoryStream();
        await Copy(http.Request.Body, bytes, cancellationToken);
        if (bytes.Length == 0)
        {
            return new RequestInput { Path = path };
        }

        var mediaType = http.Request.ContentType?.Split(';')[0].Trim();
        if (string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            return new RequestInput { Path = path, Json = ParseJson(bytes.GetBuffer().AsMemory(0, (int)bytes.Length)) };
        }

        if (string.Equals(mediaType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            bytes.Position = 0;
            return new RequestInput { Path = path, Values = await ReadForm(bytes, cancellationToken) };
        }

        throw new UnsupportedMediaTypeRefusal();
    }

    private static JsonElement ParseJson(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new MalformedBodyRefusal();
        }
        catch (JsonException)
        {
            throw new MalformedBodyRefusal();
        }
    }

    private static async Task Copy(Stream from, MemoryStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (to.Length + read > MaxBytes)
            {
                throw new TooLargeRefusal("1 MB");
            }

            to.Write(buffer, 0, read);
        }
    }

    private static async Task<IReadOnlyDictionary<string, string?[]>> ReadForm(Stream bytes, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new FormReader(bytes);
            return (await reader.ReadFormAsync(cancellationToken)).ToDictionary(pair => pair.Key, pair => (string?[])[.. pair.Value]);
        }
        catch (InvalidDataException)
        {
            throw new MalformedBodyRefusal();
        }
    }
}

/// <summary>400: the body cannot be parsed.</summary>
internal sealed class MalformedBodyRefusal() : Refusal("The request body is not valid JSON", "malformed_body");

/// <summary>413.</summary>
internal sealed class TooLargeRefusal(string limit) : Refusal($"The request is larger than {limit}", "too_large");

/// <summary>415.</summary>
internal sealed class UnsupportedMediaTypeRefusal() : Refusal("Unsupported content type", "unsupported_media_type");

/// <summary>400: no operation of this path and verb has this action.</summary>
internal sealed class UnknownActionRefusal(IEnumerable<string> actions)
    : Refusal($"Unknown action. Valid actions: {string.Join(", ", actions)}", "unknown_action");
