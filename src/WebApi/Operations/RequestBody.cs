using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.WebUtilities;
using PropOps.Application.Files;
using PropOps.Domain.Kernel;

namespace PropOps.WebApi.Operations;

/// <summary>Takes the body off the wire: its size while it streams, its media type, its JSON.</summary>
internal static class RequestBody
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = WireJson.MaxDepth, AllowDuplicateProperties = false };

    /// <param name="largestFile">what may be sent here as a file; null = there is nothing here that takes one.</param>
    public static async Task<RequestInput> Read(HttpContext http, CancellationToken cancellationToken, UploadRule? largestFile = null)
    {
        var path = http.Request.RouteValues;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsDelete(http.Request.Method))
        {
            // A token in an address ends up in logs and histories; there it is none.
            return new RequestInput
            {
                Path = path,
                Values = http.Request.Query.Where(pair => pair.Key != "csrf_token").ToDictionary(pair => pair.Key, pair => (string?[])[.. pair.Value]),
            };
        }

        if (largestFile is not null && MultipartBody.IsSent(http))
        {
            var parts = MultipartBody.Of(http, largestFile);
            await parts.ReadTexts(cancellationToken);
            return new RequestInput { Path = path, Values = parts.Values, Parts = parts };
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
        // The parser looks into texts only when they are read, and then throws what nobody expects.
        if (!Utf8.IsValid(bytes.Span))
        {
            throw new MalformedBodyRefusal();
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new MalformedBodyRefusal();
            }

            if (MayHoldHalfCharacters(bytes.Span))
            {
                ReadEveryText(document.RootElement);
            }

            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair, in a name or a text.
            throw new MalformedBodyRefusal();
        }
    }

    private static bool MayHoldHalfCharacters(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\\ud"u8) >= 0 || bytes.IndexOf("\\uD"u8) >= 0;

    private static void ReadEveryText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadEveryText(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    ReadEveryText(property.Value);
                }

                break;
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
internal sealed class MalformedBodyRefusal() : Refusal(400, "The request body is not valid JSON", "malformed_body");

/// <summary>400: no operation of this path and verb has this action.</summary>
internal sealed class UnknownActionRefusal(IEnumerable<string> actions)
    : Refusal(400, $"Unknown action. Valid actions: {string.Join(", ", actions)}", "unknown_action");
