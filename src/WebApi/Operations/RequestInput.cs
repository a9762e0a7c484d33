using System.Text.Json;

namespace PropOps.WebApi.Operations;

/// <summary>What a client sent, before anybody knows which record it is for: body fields, query or form values, path values.</summary>
internal sealed class RequestInput : IDisposable
{
    /// <summary>The JSON object of the body; undefined where there is none.</summary>
    public JsonElement Json { get; init; }

    /// <summary>Query values of a GET or DELETE, fields of a form or of parts that are no files; null where the body is JSON.</summary>
    public IReadOnlyDictionary<string, string?[]>? Values { get; init; }

    /// <summary>The body where it is one of several parts, of which the files may be unread yet.</summary>
    public MultipartBody? Parts { get; init; }

    public IReadOnlyDictionary<string, object?> Path { get; init; } = new Dictionary<string, object?>();

    /// <summary>What was sent under this name at top level; of JSON that is no text, its JSON, so that it is not taken for nothing.</summary>
    public string? Text(string name)
    {
        if (Values is not null)
        {
            return Values.TryGetValue(name, out var values) ? values[0] : null;
        }

        return Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;
    }

    public void Dispose() => Parts?.Dispose();
}
