using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PropOps.WebApi.Operations;

/// <summary>Rows as RFC 4180 in UTF-8 with a byte order mark. A text that a spreadsheet would take for a formula gets an apostrophe before it (CSV-2).</summary>
internal sealed class CsvWriter<TRow>(IReadOnlyList<string> columns)
{
    private const string LineEnd = "\r\n";
    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private readonly JsonPropertyInfo[] _fields =
    [
        .. from column in columns
           select WireJson.Out.GetTypeInfo(typeof(TRow)).Properties.FirstOrDefault(property => property.Name == column)
               ?? throw new InvalidOperationException($"{typeof(TRow).Name} has no field {column}."),
    ];

    public async Task Write(Stream stream, IAsyncEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        var writer = new StreamWriter(stream, Utf8WithMark, bufferSize: 16 * 1024, leaveOpen: true);
        await writer.WriteAsync((string.Join(',', columns) + LineEnd).AsMemory(), cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync((string.Join(',', _fields.Select(field => Cell(field.Get!(row!)))) + LineEnd).AsMemory(), cancellationToken);
        }

        // Not disposed where a row fails: that would send what should not look finished.
        await writer.FlushAsync(cancellationToken);
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(Harmless(text)),
        IEnumerable items => Quoted(Harmless(string.Join("; ", items.Cast<object>().Select(InWords)))),
        _ => JsonSerializer.Serialize(value, value.GetType(), WireJson.Out).Trim('"'),
    };

    /// <summary>An item of a list by its name.</summary>
    private static string InWords(object item) =>
        JsonSerializer.SerializeToElement(item, item.GetType(), WireJson.Out) is { ValueKind: JsonValueKind.Object } record ? record.GetProperty("name").ToString() : item.ToString()!;

    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
