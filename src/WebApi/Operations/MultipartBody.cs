using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PropOps.Application.Files;
using PropOps.Application.Input;
using PropOps.Domain.Kernel;

namespace PropOps.WebApi.Operations;

/// <summary>
/// A body of several parts, read in two goes. The texts before the first file say which operation is meant and bring the CSRF
/// token; only for who may send them are the files behind taken in, and of those only what the operation asks for.
/// </summary>
internal sealed class MultipartBody : IDisposable
{
    private const string MediaType = "multipart/form-data";
    private const int MostParts = 100;
    private const int LongestBoundary = 70;
    private readonly MultipartReader _reader;
    private readonly string _limit;
    private readonly Dictionary<string, string?[]> _values = [];
    private readonly Dictionary<string, Upload> _files = [];
    private Part? _unread;
    private int _parts;
    private long _textBytes;

    private MultipartBody(MultipartReader reader, string limit) => (_reader, _limit) = (reader, limit);

    /// <summary>The texts, by the client's names.</summary>
    public IReadOnlyDictionary<string, string?[]> Values => _values;

    /// <summary>By the names of our fields.</summary>
    public IReadOnlyDictionary<string, Upload> Files => _files;

    public static bool IsSent(HttpContext http) =>
        http.Request.ContentType?.Split(';')[0].Trim().Equals(MediaType, StringComparison.OrdinalIgnoreCase) == true;

    /// <param name="largest">all parts together may be one megabyte larger.</param>
    public static MultipartBody Of(HttpContext http, UploadRule largest)
    {
        var most = largest.MaxBytes + UploadRule.Megabyte;
        if (http.Request.ContentLength > most)
        {
            // Told before the server's own limit is set, which breaks the connection off and takes the answer with it.
            throw new TooLargeRefusal(largest.Limit);
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = most;
        var boundary = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        return boundary is { Length: > 0 and <= LongestBoundary }
            ? new MultipartBody(new MultipartReader(boundary, http.Request.Body), largest.Limit)
            : throw new MalformedBodyRefusal();
    }

    /// <summary>Up to the first file.</summary>
    public async Task ReadTexts(CancellationToken cancellationToken)
    {
        while (_unread is null && await Next(cancellationToken) is { } part)
        {
            if (part.FileName is null)
            {
                await KeepText(part, cancellationToken);
            }
            else
            {
                _unread = part;
            }
        }
    }

    /// <summary>The rest. Of what the operation does not ask for nothing is kept.</summary>
    public async Task ReadFiles(Operation operation, IFileStore store, CancellationToken cancellationToken)
    {
        var fields = RequestShape.Of(operation.RequestType).Fields;
        for (var part = _unread; part is not null; part = await Next(cancellationToken))
        {
            if (part.FileName is { } fileName)
            {
                if (fields.FirstOrDefault(field => field.Upload is not null && field.Spellings.Contains(part.Name)) is { } field)
                {
                    await KeepFile(field, part, fileName, store, cancellationToken);
                }
            }
            else if (part.Name is "action" or "csrf_token")
            {
                // Too late: what it would have decided has been decided.
                throw new InvalidRefusal(part.Name);
            }
            else
            {
                await KeepText(part, cancellationToken);
            }
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    /// <summary>The next part that says anything; a form leaves one without a name and content where no file was chosen.</summary>
    private async Task<Part?> Next(CancellationToken cancellationToken)
    {
        while (await Read(() => _reader.ReadNextSectionAsync(cancellationToken)) is { } section)
        {
            if (++_parts > MostParts
                || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
                || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name
                || section.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
            {
                throw new MalformedBodyRefusal();
            }

            var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
            if (fileName is not "")
            {
                return new Part(section.Body, name, fileName);
            }
        }

        return null;
    }

    private async Task KeepText(Part part, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await foreach (var chunk in Chunks(part, cancellationToken))
        {
            if ((_textBytes += chunk.Length) > RequestBody.MaxBytes)
            {
                throw new TooLargeRefusal("1 MB");
            }

            bytes.Write(chunk.Span);
        }

        var text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        if (!Utf8.IsValid(text.Span))
        {
            throw new MalformedBodyRefusal();
        }

        _values[part.Name] = [.. _values.GetValueOrDefault(part.Name, []), Encoding.UTF8.GetString(text.Span)];
    }

    private async Task KeepFile(RequestField field, Part part, string fileName, IFileStore store, CancellationToken cancellationToken)
    {
        if (_files.ContainsKey(field.Name))
        {
            throw new InvalidRefusal(part.Name);
        }

        var spooled = store.OpenTemporary();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var head = new byte[FileTypes.HeadLength];
            var size = 0L;
            await foreach (var chunk in Chunks(part, cancellationToken))
            {
                if (size < head.Length)
                {
                    chunk.Span[..(int)Math.Min(chunk.Length, head.Length - size)].CopyTo(head.AsSpan((int)size));
                }

                if ((size += chunk.Length) > field.Upload!.MaxBytes)
                {
                    throw new TooLargeRefusal(field.Upload.Limit);
                }

                hash.AppendData(chunk.Span);
                await spooled.WriteAsync(chunk, cancellationToken);
            }

            var type = FileTypes.Of(head.AsSpan(0, (int)Math.Min(size, head.Length)));
            _files.Add(field.Name, new Upload(WithoutFolders(fileName), type, size, Convert.ToHexStringLower(hash.GetHashAndReset()), spooled));
        }
        catch
        {
            await spooled.DisposeAsync();
            throw;
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Chunks(Part part, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await Read(async () => await part.Body.ReadAsync(buffer, cancellationToken)) is > 0 and var read)
        {
            yield return buffer.AsMemory(0, read);
        }
    }

    /// <summary>What ends before its last boundary, or has more or longer headers than anybody needs, is malformed.</summary>
    private async Task<T> Read<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new TooLargeRefusal(_limit);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new MalformedBodyRefusal();
        }
    }

    private static string WithoutFolders(string fileName)
    {
        const int Longest = 255;
        var name = InputText.Clean(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..], label: true).ReplaceLineEndings(" ");
        return name.Length <= Longest ? name : name[^Longest..];
    }

    /// <param name="FileName">null where the part is a text.</param>
    private sealed record Part(Stream Body, string Name, string? FileName);
}
